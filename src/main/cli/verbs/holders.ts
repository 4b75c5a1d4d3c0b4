// refscope holders FILE --object ID --at SEQ [--path] [--json]: who holds an object at an event. The counts add up to its refcount.

import type { Command } from 'commander';
import { askFile } from '../../app/replay/ask-file.ts';
import type { PathAnswer } from '../../../shared/model/heap-questions.ts';
import type { Holder, HoldersAnswer } from '../../../shared/model/holders.ts';
import { wholeNumber } from '../usage.ts';

interface Options {
  readonly object: number;
  readonly at: number;
  readonly path?: boolean;
  readonly json?: boolean;
}

const line = ({ count, counted, kind, words, holderObject }: Holder): string =>
  [
    (counted ? String(count) : '-').padStart(6),
    kind.padEnd(15),
    holderObject === undefined ? words : `${words} (object ${holderObject})`,
  ].join('  ');

function table({ object, seq, refcount, holders, sum }: HoldersAnswer): string {
  const total = refcount === null ? 'immortal' : `refcount ${refcount}`;
  const end =
    refcount === null ? [] : [`${String(sum).padStart(6)}  sum of the holders that are counted`];
  return [`object ${object} after event ${seq}: ${total}`, ...holders.map(line), ...end].join('\n');
}

export function addHolders(program: Command): void {
  program
    .command('holders')
    .description('who holds an object at a moment: the run is executed again up to there')
    .argument('<file>', 'a .refscope file')
    .requiredOption('--object <id>', 'number of the object', wholeNumber('--object', 1))
    .requiredOption('--at <seq>', 'number of the event', wholeNumber('--at', 1))
    .option('--path', 'also why it is alive: the shortest way to it from what is alive by itself')
    .option('--json', 'as JSON')
    .action(async (file: string, { object, at, path, json }: Options) => {
      const question = { object, seq: at };
      const [holders, ...paths] = await askFile(file, [
        { kind: 'holders', ...question },
        ...(path ? [{ kind: 'path', ...question } as const] : []),
      ]);
      const answer = paths[0] ? { ...holders, path: paths[0] } : holders;
      process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : text(holders, paths[0])}\n`);
    });
}

const text = (holders: HoldersAnswer, path: PathAnswer | undefined): string =>
  [table(holders), ...(path ? pathLines(path) : [])].join('\n');

function pathLines({ root, links }: PathAnswer): string[] {
  if (!root) return ['no root leads to it: it waits for the cycle collector'];
  const lines = links.map(
    ({ words, label, type, object }, i) =>
      `${'  '.repeat(i + 1)}${words} -> ${label} (${type}${object === 0 ? '' : ` ${object}`})`,
  );
  return [`alive because of ${root.words}`, ...lines];
}
