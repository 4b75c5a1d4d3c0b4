// refscope holders: takes its arguments and says that this version cannot answer.

import type { Command } from 'commander';
import { UsageError, wholeNumber } from '../usage.ts';

export function addHolders(program: Command): void {
  program
    .command('holders')
    .description('who holds an object at a moment (not in this version)')
    .argument('<file>', 'a .refscope file')
    .requiredOption('--object <id>', 'number of the object', wholeNumber('--object', 1))
    .requiredOption('--at <seq>', 'number of the event', wholeNumber('--at', 0))
    .option('--json', 'as JSON')
    .action(() => {
      throw new UsageError(
        'holders is not in this version of Refscope; `refscope export --object ID --csv -` shows what changed its count.',
      );
    });
}
