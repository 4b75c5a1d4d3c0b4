// refscope info FILE [--json]: what a session is: version, status, counts, sizes.

import type { Command } from 'commander';
import { readSessionInfo, type SessionInfo } from '../../app/session-info.ts';

const count = (n: number): string => n.toLocaleString('en');

const lines = (info: SessionInfo): [string, string][] => [
  ['file', info.file],
  ['program', [info.program, ...info.args].join(' ')],
  ['python', info.python],
  ['status', info.statusReason === '' ? info.status : `${info.status}: ${info.statusReason}`],
  ['exit status', info.exitStatus === null ? 'none' : String(info.exitStatus)],
  ['recorded', info.startedAt],
  ['duration', `${(info.durationMs / 1000).toFixed(2)} s`],
  ['events', count(info.events)],
  ['steps', count(info.steps)],
  ['objects', count(info.objects)],
  ['collected', count(info.collected)],
  ['immortal', count(info.immortal)],
  ['gaps', count(info.gaps)],
  [
    'audit',
    info.audit
      ? `${count(info.audit.objects)} objects, ${count(info.audit.mismatches)} mismatches`
      : 'none: the run was cut short',
  ],
  [
    'size',
    `${count(info.sizes.fileBytes)} bytes (${info.sizes.bytesPerEvent.toFixed(2)} per event)`,
  ],
];

export function addInfo(program: Command): void {
  program
    .command('info')
    .description('shows what a session is: version, status, counts, sizes')
    .argument('<file>', 'a .refscope file')
    .option('--json', 'as JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      const info = await readSessionInfo(file);
      const text = options.json
        ? JSON.stringify(info, null, 2)
        : lines(info)
            .map(([name, value]) => `${name.padEnd(12)} ${value}`)
            .join('\n');
      process.stdout.write(`${text}\n`);
    });
}
