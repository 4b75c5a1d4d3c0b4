// refscope verify FILE: proves the continuity of every object's count. Prints the gaps and `gaps: N`; exit status 1 when there are any.

import type { Command } from 'commander';
import { verifyFile } from '../../app/verify-file.ts';
import { UsageError } from '../usage.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description("checks that every object's count is continuous over all events")
    .argument('<file>', 'a .refscope file')
    .option('--rerun', 'run the program again and compare with memory (not in this version)')
    .action(async (file: string, options: { rerun?: boolean }) => {
      if (options.rerun)
        throw new UsageError(
          '--rerun is not in this version of Refscope; leave it out to check continuity.',
        );
      const { gaps, objects, events, lines } = await verifyFile(file);
      for (const line of lines) process.stdout.write(`${line}\n`);
      if (gaps > lines.length) process.stdout.write(`and ${gaps - lines.length} more\n`);
      process.stdout.write(`checked ${events} events of ${objects} objects\ngaps: ${gaps}\n`);
      if (gaps > 0) process.exitCode = 1;
    });
}
