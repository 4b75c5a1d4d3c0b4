// Owns how the command line prints who holds an object and why it is alive. Must not ask.

import type { PathAnswer } from '../../shared/model/heap-questions.ts';
import type { Holder, HoldersAnswer } from '../../shared/model/holders.ts';

const line = ({ count, counted, kind, words, holderObject }: Holder): string =>
  [
    (counted ? String(count) : '-').padStart(6),
    kind.padEnd(15),
    holderObject === undefined ? words : `${words} (object ${holderObject})`,
  ].join('  ');

/** Each reference, and what those that count add up to. */
export function holderLines({ refcount, holders, sum }: HoldersAnswer): string[] {
  const end =
    refcount === null ? [] : [`${String(sum).padStart(6)}  sum of the holders that are counted`];
  return [...holders.map(line), ...end];
}

export function pathLines({ root, links }: PathAnswer): string[] {
  if (!root) return ['no root leads to it: it waits for the cycle collector'];
  const lines = links.map(
    ({ words, label, type, object }, i) =>
      `${'  '.repeat(i + 1)}${words} -> ${label} (${type}${object === 0 ? '' : ` ${object}`})`,
  );
  return [`alive because of ${root.words}`, ...lines];
}
