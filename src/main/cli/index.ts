// The refscope command.

import { runCommandLine } from './command-line.ts';

// A reader that has seen enough (`| head`) ends the command, quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`refscope: stdout cannot be written (${error.code}).\n`);
  process.exit(1);
});

process.exitCode = await runCommandLine(process.argv.slice(2));
