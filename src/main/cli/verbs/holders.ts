// refscope holders FILE --object ID --at SEQ [--json]: who holds an object at an event. The counts add up to its refcount.

import type { Command } from 'commander';
import { askFile } from '../../app/replay/ask-file.ts';
import type { Holder, HoldersAnswer } from '../../../shared/model/holders.ts';
import { wholeNumber } from '../usage.ts';

interface Options {
  readonly object: number;
  readonly at: number;
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
    .option('--json', 'as JSON')
    .action(async (file: string, { object, at, json }: Options) => {
      const [answer] = await askFile(file, [{ kind: 'holders', object, seq: at }]);
      process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : table(answer)}\n`);
    });
}
