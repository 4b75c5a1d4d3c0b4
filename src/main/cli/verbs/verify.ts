// refscope verify FILE: proves the continuity of every object's count. Prints the gaps and `gaps: N`; exit status 1 when there are any.
// With --rerun the program is executed again with every candidate store logged, and both runs are compared event by event.

import type { Command } from 'commander';
import { rerunFile, type Rerun } from '../../app/rerun.ts';
import { progressOnTerminal, untilSignal } from '../long-work.ts';
import { verifyFile, type Verification } from '../../app/verify-file.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const auditLine = (audit: Verification['audit']): string =>
  audit
    ? `audited ${audit.objects} objects against memory, ${audit.mismatches} mismatches`
    : 'not audited against memory: the run was cut short';

/** Returns the number of gaps to report: those of the second run, and a divergence is one. */
function printRerun({ divergence, verification }: Rerun): number {
  const { events, gaps, lines, audit } = verification;
  for (const line of lines) print(`rerun: ${line}`);
  print(`rerun: ${auditLine(audit)}`);
  if (!divergence) print(`rerun: ${events} events, every candidate store logged, the same run`);
  else {
    const { seq, what, recorded, again } = divergence;
    print(
      what === 'end'
        ? `rerun: the recording has ${recorded} events, the run again ${again}`
        : `rerun: event ${seq} differs: ${what} was ${recorded} and is ${again}`,
    );
  }
  return gaps + (divergence ? 1 : 0);
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description("checks that every object's count is continuous over all events")
    .argument('<file>', 'a .refscope file')
    .option('--rerun', 'run the program again, logging every candidate store, and compare')
    .action(async (file: string, options: { rerun?: boolean }) => {
      const { gaps, objects, events, lines, audit } = await verifyFile(
        file,
        progressOnTerminal('verifying'),
      );
      for (const line of lines) print(line);
      if (gaps > lines.length) print(`and ${gaps - lines.length} more`);
      print(`checked ${events} events of ${objects} objects`);
      print(auditLine(audit));
      const more = options.rerun
        ? printRerun(await untilSignal((signal) => rerunFile(file, signal)))
        : 0;
      print(`gaps: ${gaps + more}`);
      if (gaps + more > 0) process.exitCode = 1;
    });
}
