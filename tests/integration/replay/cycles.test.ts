// Cycles and paths on real runs. The oracle is CPython's own collector: what a full run of it takes must have been unreachable right
// before, and what is called unreachable is touched by nothing but the collector until it is gone.

import { afterAll, describe, expect, test } from 'vitest';
import { askFile } from '../../../src/main/app/replay/ask-file.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
import type { Cycle } from '../../../src/shared/model/heap-questions.ts';
import { END_CAUSES, OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import { conformanceSource } from '../../harness/conformance.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const VERSIONS: readonly EngineId[] = ['3.12', '3.13', '3.14'];

const PROGRAM = `
import gc
gc.disable()
class Node:
    pass
a = Node()
b = Node()
a.other = b
b.other = a
keep = {'k': [b]}
me = []
me.append(me)
del b
del me
held = 1
del a
keep.clear()
lost = 2
gc.collect()
gone = 3
`;

function seqBefore(session: SessionFile, text: string): number {
  const wanted = PROGRAM.split('\n').indexOf(text) + 1;
  const { count, instruction, afterSeq } = session.steps();
  for (let step = 1; step <= count; step++) {
    const place = session.instruction(instruction[step] ?? 0);
    if (place?.code.yours && place.code.lines[place.unit] === wanted) return afterSeq[step] ?? 0;
  }
  throw new Error(`line ${wanted} never ran`);
}

const told = ({ members, outside, unreachable, end }: Cycle) => ({
  members: members.map(({ label, type }) => (type === 'Node' ? label : type)).toSorted(),
  outside: outside.map(({ words }) => words).toSorted(),
  unreachable,
  end: end.cause,
});

describe.each(VERSIONS)('on %s', (python) => {
  test('cycles say what leads to them, and what takes them', async () => {
    const run = await recordProgram(folder.path('.'), PROGRAM, { python });
    const session = run.open();
    const at = (line: string): number => seqBefore(session, line);
    const objects = Array.from({ length: run.facts.objects }, (_, i) => i + 1);
    const b = objects.find((id) => session.names(id).includes('b')) ?? 0;
    const [held, lost, gone, path, noPath] = await askFile(run.path, [
      { kind: 'cycles', seq: at('held = 1') },
      { kind: 'cycles', seq: at('lost = 2') },
      { kind: 'cycles', seq: at('gone = 3') },
      { kind: 'path', object: b, seq: at('del a') },
      { kind: 'path', object: b, seq: at('lost = 2') },
    ]);
    session.close();
    const own = (cycles: readonly Cycle[]) => cycles.filter((one) => !one.isClass).map(told);
    expect(own(held.cycles)).toEqual(
      [
        { members: ['list'], outside: [], unreachable: true, end: 'gc' },
        {
          members: ['a', 'b'],
          outside: ['item 0 of list #', 'module global `a`'],
          unreachable: false,
          end: 'gc',
        },
      ].map((one) => ({
        ...one,
        outside: one.outside.map((words) => expect.stringMatching(words.replace('#', '#\\d+'))),
      })),
    );
    expect(own(lost.cycles)).toEqual([
      { members: ['a', 'b'], outside: [], unreachable: true, end: 'gc' },
      { members: ['list'], outside: [], unreachable: true, end: 'gc' },
    ]);
    expect(lost.cycles[0]?.end.gcRun?.fromSeq).toBeGreaterThanOrEqual(at('lost = 2'));
    expect(own(gone.cycles)).toEqual([]);
    expect(gone.cycles.map(({ isClass, unreachable }) => [isClass, unreachable])).toEqual([
      [true, false],
    ]);
    expect(path.root).toEqual({ kind: 'module', words: 'module `__main__`' });
    expect(path.links.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(noPath).toMatchObject({ root: null, links: [] });
  });
});

/** Programs that make garbage in cycles. */
const CORPUS = ['37_first_cycle', '39_self_referential_list', '41_cycle_with_del'];
const GC = END_CAUSES.indexOf('gc');

/** Objects of yours that were there before a run of the collector and were taken by it. */
function takenBy(session: SessionFile, { fromSeq, toSeq }: { fromSeq: number; toSeq: number }) {
  const { count, bornSeq, endSeq, cause, flags } = session.objects();
  return Array.from({ length: count }, (_, i) => i + 1).filter((id) => {
    const end = endSeq[id] ?? 0;
    const isYours = ((flags[id] ?? 0) & OBJECT_FLAG.yours) !== 0;
    const wasThere = (bornSeq[id] ?? 0) < fromSeq;
    return isYours && wasThere && cause[id] === GC && end >= fromSeq && end <= toSeq;
  });
}

test.each(CORPUS.flatMap((name) => VERSIONS.map((python) => [name, python] as const)))(
  'the collector takes what %s on %s has unreachable',
  async (name, python) => {
    const run = await recordProgram(folder.path('.'), conformanceSource(name), { python });
    const session = run.open();
    const runs = session
      .gcRuns()
      .filter(({ fromSeq, generation }) => fromSeq < run.facts.exitFromSeq && generation === 2)
      .map((gcRun) => ({ seq: gcRun.fromSeq - 1, taken: takenBy(session, gcRun), gcRun }))
      .filter(({ taken }) => taken.length > 0);
    expect(runs.length).toBeGreaterThan(0);
    const answers = await askFile(
      run.path,
      runs.flatMap(({ seq, taken }) => [
        { kind: 'cycles', seq } as const,
        ...taken.slice(0, 10).map((object) => ({ kind: 'path', object, seq }) as const),
      ]),
    );
    for (const answer of answers) {
      if (!('cycles' in answer)) {
        // Nothing in use led to what the collector then took.
        expect(answer.root).toBeNull();
        continue;
      }
      const { taken, gcRun } = runs.find(({ seq }) => seq === answer.seq) ?? { taken: [] };
      const lost = answer.cycles.filter(({ unreachable }) => unreachable);
      expect(lost.length).toBeGreaterThan(0);
      for (const { members, end } of lost) {
        expect(end.gcRun?.fromSeq).toBe(gcRun?.fromSeq);
        for (const { object } of members)
          if (((session.objects().flags[object] ?? 0) & OBJECT_FLAG.yours) !== 0)
            expect(taken).toContain(object);
      }
    }
    session.close();
  },
);
