// refscope why FILE --object ID [--at SEQ] [--lasting] [--json]: the last changes of an object in words, and how it ended.

import type { Command } from 'commander';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { readWhy, type Why } from '../../app/why.ts';
import { wholeNumber } from '../usage.ts';

const count = (n: number): string => (n === IMMORTAL ? 'immortal' : n.toLocaleString('en-US'));

function changes({ at }: Why): string[] {
  return [...at.recent].reverse().map(({ seq, delta, refcount, place, reason }) => {
    const sign = delta > 0 ? '+' : '';
    const where = place && place.line > 0 ? `line ${place.line}` : '';
    return `  event ${seq}  ${where.padEnd(9)} ${sign}${delta} -> ${count(refcount)}  ${reason}`;
  });
}

function text(why: Why): string {
  const { object, seq, refcount } = why.at;
  const names = object.names.length > 0 ? `, names: ${object.names.join(', ')}` : '';
  return [
    `object ${object.id}: ${object.label} (${object.type})${names}`,
    `count after event ${seq}: ${count(refcount)}`,
    ...changes(why),
    ...why.certificate.sentences,
  ].join('\n');
}

interface Options {
  readonly object: number;
  readonly at?: number;
  readonly lasting?: boolean;
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
    .option('--json', 'as JSON')
    .action(async (file: string, { object, at, lasting, json }: Options) => {
      const why = await readWhy(file, object, { seq: at, lasting: lasting === true });
      process.stdout.write(`${json ? JSON.stringify(why, null, 2) : text(why)}\n`);
    });
}
