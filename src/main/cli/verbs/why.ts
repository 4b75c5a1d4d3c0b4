// refscope why FILE --object ID [--at SEQ] [--lasting] [--no-replay] [--json]: the last changes of an object in words, how it ended, and,
// from the program run again, what kept it where the program ended or when its last name was gone.

import type { Command } from 'commander';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { readFromHeap, readWhy, type Kept, type Why } from '../../app/why.ts';
import { holderLines, pathLines } from '../heap-lines.ts';
import { wholeNumber } from '../usage.ts';

const count = (n: number): string => (n === IMMORTAL ? 'immortal' : n.toLocaleString('en-US'));

function changes({ at }: Why, stored: string | null): string[] {
  return [...at.recent].reverse().map((row) => {
    const { seq, delta, refcount, place } = row;
    const reason = row === at.recent[0] ? (stored ?? row.reason) : row.reason;
    const sign = delta > 0 ? '+' : '';
    const where = place && place.line > 0 ? `line ${place.line}` : '';
    return `  event ${seq}  ${where.padEnd(9)} ${sign}${delta} -> ${count(refcount)}  ${reason}`;
  });
}

function keptLines({ certificate }: Why, kept: Kept | string | null): string[] {
  if (kept === null) return [];
  if (typeof kept === 'string') return [`What kept it cannot be asked: ${kept}`];
  const { seq } = kept.holders;
  const isCollected = certificate.end !== null && !certificate.duringExit;
  const moment = isCollected ? 'When its last name was gone' : 'When the program ended';
  return [
    `${moment} (after event ${seq}) it was held by`,
    ...holderLines(kept.holders),
    ...pathLines(kept.path),
  ];
}

function text(why: Why, stored: string | null, kept: Kept | string | null): string {
  const { object, seq, refcount } = why.at;
  const names = object.names.length > 0 ? `, names: ${object.names.join(', ')}` : '';
  return [
    `object ${object.id}: ${object.label} (${object.type})${names}`,
    `count after event ${seq}: ${count(refcount)}`,
    ...changes(why, stored),
    ...why.certificate.sentences,
    ...keptLines(why, kept),
  ].join('\n');
}

interface Options {
  readonly object: number;
  readonly at?: number;
  readonly lasting?: boolean;
  readonly replay: boolean;
  readonly json?: boolean;
}

export function addWhy(program: Command): void {
  program
    .command('why')
    .description('why an object has its count, and when and why it was collected')
    .argument('<file>', 'a .refscope file')
    .requiredOption('--object <id>', 'number of the object', wholeNumber('--object', 1))
    .option('--at <seq>', 'number of the event (default: where it ended)', wholeNumber('--at', 0))
    .option('--lasting', 'only changes that outlast the visit of the line that made them')
    .option(
      '--no-replay',
      'only what the recording itself tells, without running the program again',
    )
    .option('--json', 'as JSON')
    .action(async (file: string, { object, at, lasting, replay, json }: Options) => {
      const why = await readWhy(file, object, { seq: at, lasting: lasting === true });
      const { stored, kept } = replay
        ? await readFromHeap(file, why, at !== undefined)
        : { stored: null, kept: null };
      const answer = json
        ? JSON.stringify({ ...why, stored, kept }, null, 2)
        : text(why, stored, kept);
      process.stdout.write(`${answer}\n`);
    });
}
