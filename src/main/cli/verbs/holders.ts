// refscope holders FILE --object ID --at SEQ [--path] [--json]: who holds an object at an event. The counts add up to its refcount.

import type { Command } from 'commander';
import { askFile } from '../../app/replay/ask-file.ts';
import type { PathAnswer } from '../../../shared/model/heap-questions.ts';
import type { HoldersAnswer } from '../../../shared/model/holders.ts';
import { holderLines, pathLines } from '../heap-lines.ts';
import { wholeNumber } from '../usage.ts';

interface Options {
  readonly object: number;
  readonly at: number;
  readonly path?: boolean;
  readonly json?: boolean;
}

function table(answer: HoldersAnswer): string {
  const { object, seq, refcount } = answer;
  const total = refcount === null ? 'immortal' : `refcount ${refcount}`;
  return [`object ${object} after event ${seq}: ${total}`, ...holderLines(answer)].join('\n');
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
