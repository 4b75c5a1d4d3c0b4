// refscope cycles FILE --at SEQ [--json]: the reference cycles among the user's objects after an event, and what becomes of them.

import type { Command } from 'commander';
import type { Cycle, CycleReference, CyclesAnswer } from '../../../shared/model/heap-questions.ts';
import { askFile } from '../../app/replay/ask-file.ts';
import { wholeNumber } from '../usage.ts';

interface Options {
  readonly at: number;
  readonly json?: boolean;
}

const WHAT_ENDS_IT = {
  gc: 'taken by the cycle collector',
  refcount: 'broken later: collected by reference count',
  exit: 'there until Python exits',
  alive: 'alive at the end of the recording',
  mixed: 'its objects end in different ways',
} as const;

function endText({ cause, gcRun, seq }: Cycle['end']): string {
  if (gcRun) return `taken by gc run ${gcRun.number}, event ${gcRun.fromSeq}`;
  return seq === 0 ? WHAT_ENDS_IT[cause] : `${WHAT_ENDS_IT[cause]}, event ${seq}`;
}

const reference = ({ from, words }: CycleReference): string =>
  from === 0 ? words : `${words} (object ${from})`;

function cycleLines(cycle: Cycle, i: number): string[] {
  const members = cycle.members.map(({ object, label, type }) => `${label} (${type} ${object})`);
  const more = (count: number): string => (count > 0 ? `, and ${count} more` : '');
  const state = cycle.unreachable ? 'unreachable' : 'in use';
  return [
    `${i + 1}. ${state}${cycle.isClass ? ', a class' : ''}: ${members.join(', ')}${more(cycle.moreMembers)}`,
    ...cycle.inside.map((one) => `     inside   ${reference(one)}`),
    ...cycle.outside.map((one) => `     outside  ${reference(one)}`),
    ...(cycle.moreOutside > 0 ? [`     outside  ${cycle.moreOutside} more`] : []),
    `     end      ${endText(cycle.end)}`,
  ];
}

function table({ seq, cycles, more }: CyclesAnswer): string {
  const unreachable = cycles.filter((cycle) => cycle.unreachable).length;
  return [
    `after event ${seq}: ${cycles.length + more} reference cycles among your objects, ${unreachable} unreachable`,
    ...cycles.flatMap(cycleLines),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

export function addCycles(program: Command): void {
  program
    .command('cycles')
    .description('reference cycles at a moment: the run is executed again up to there')
    .argument('<file>', 'a .refscope file')
    .requiredOption('--at <seq>', 'number of the event', wholeNumber('--at', 1))
    .option('--json', 'as JSON')
    .action(async (file: string, { at, json }: Options) => {
      const [answer] = await askFile(file, [{ kind: 'cycles', seq: at }]);
      process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : table(answer)}\n`);
    });
}
