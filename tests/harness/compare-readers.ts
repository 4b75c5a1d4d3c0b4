// Owns the slow truth about a session's readers: what they look up is compared with whole tables and a fold over every event.

import { expect } from 'vitest';
import type { SessionFile } from '../../src/main/session/read/session-file.ts';
import { finish } from '../../src/main/session/read/steps.ts';

/** Everything that an index answers, against what every block says. */
export function compareReaders(file: SessionFile): void {
  compareObjects(file);
  compareSteps(file);
  compareNames(file);
  compareTracks(file);
}

const OBJECT_COLUMNS = [
  'address',
  'type',
  'bornSeq',
  'bornInstruction',
  'flags',
  'endSeq',
  'endInstruction',
  'cause',
  'peak',
  'finalRefcount',
  'events',
] as const;

function compareObjects(file: SessionFile): void {
  const table = file.objects();
  const lives = file.lives();
  const ids = Array.from({ length: table.count }, (_, i) => i + 1);
  expect(lives.count).toBe(table.count);
  for (const name of OBJECT_COLUMNS) {
    const wanted = ids.map((id) => table[name][id]);
    expect([name, ids.map((id) => lives[name](id))]).toEqual([name, wanted]);
    expect([name, [...lives.column(name)].slice(1)]).toEqual([name, wanted]);
  }
  expect(ids.map((id) => Number(lives.settled(id)))).toEqual(ids.map((id) => table.settled[id]));
  const { ids: unborn, rising } = lives.unborn();
  expect([...unborn]).toEqual(ids.filter((id) => table.bornSeq[id] === 0));
  expect(rising).toBe(true);
  expect([...lives.yours()].slice(1)).toEqual(ids.map((id) => (table.flags[id] ?? 0) & 1));
  for (const text of ['1', 'a', "'", 'é']) {
    const marks = new Uint8Array(table.count + 1);
    finish(lives.markValues(text, marks, { holds: 1, other: 2, settled: 0 }));
    const wanted = ids.map((id) => {
      const value = file.value(id);
      return value === '' ? 0 : value.toLowerCase().includes(text) ? 1 : 2;
    });
    expect([text, [...marks].slice(1)]).toEqual([text, wanted]);
  }
}

function compareSteps(file: SessionFile): void {
  const table = file.steps();
  const log = file.stepLog();
  expect(log.count).toBe(table.count);
  const steps = Array.from({ length: table.count }, (_, i) => i + 1);
  for (const name of ['afterSeq', 'instruction', 'depth', 'frame'] as const)
    expect(steps.map((step) => log[name](step))).toEqual(steps.map((step) => table[name][step]));
  const { every, afterSeq } = log.sample();
  expect([...afterSeq]).toEqual(
    steps.filter((step) => (step - 1) % every === 0).map((step) => table.afterSeq[step]),
  );
  const seqs = [...table.afterSeq].slice(1);
  const orEnd = (index: number): number => (index < 0 ? table.count : index) + 1;
  for (const seq of someOf(file.facts().events + 1, 60)) {
    expect(log.firstAfter(seq)).toBe(orEnd(seqs.findIndex((after) => after > seq)));
    expect(log.firstAt(seq)).toBe(orEnd(seqs.findIndex((after) => after >= seq)));
  }
  for (const step of someOf(table.count, 20).filter((n) => n >= 1)) {
    const wanted = table.instruction[(step * 7) % table.count || 1] ?? 0;
    const isWanted = (instruction: number): boolean => instruction === wanted;
    const next = steps.find((n) => n >= step && isWanted(table.instruction[n] ?? 0)) ?? 0;
    const previous = steps.findLast((n) => n <= step && isWanted(table.instruction[n] ?? 0)) ?? 0;
    expect(log.find(step, 1, isWanted)).toBe(next);
    expect(log.find(step, -1, isWanted)).toBe(previous);
  }
}

function compareNames(file: SessionFile): void {
  const table = file.bindings();
  const binds = file.binds();
  const log = file.nameLog();
  const all = log.opened(0, log.count);
  expect(log.count).toBe(binds.count);
  for (const name of ['variable', 'frame', 'object', 'fromSeq'] as const)
    expect(all.map((interval) => interval[name])).toEqual([...table[name]]);
  expect(all.map((interval) => log.endOf(interval)?.seq ?? Infinity)).toEqual([...table.toSeq]);
  const ends = all.map((interval) => log.endOf(interval)?.row ?? Infinity);
  for (const row of someOf(log.count, 25)) {
    const open = all.filter((interval, i) => interval.row < row && (ends[i] ?? 0) >= row);
    expect(log.openAt(row)).toEqual(open);
    const seq = binds.afterSeq[row] ?? 0;
    expect(log.rowsThrough(seq)).toBe(binds.afterSeq.filter((after) => after <= seq).length);
    const object = binds.object[row] ?? 0;
    expect(log.openAt(row, object)).toEqual(open.filter((interval) => interval.object === object));
    const to = Math.min(row + 300, log.count);
    const ended = all
      .map((interval, i) => ({ interval, end: ends[i] ?? 0, toSeq: table.toSeq[i] }))
      .filter(({ interval, end }) => interval.object === object && end >= row && end < to);
    ended.sort((a, b) => a.end - b.end);
    const wanted = ended.map(({ interval, toSeq }) => ({ interval, toSeq }));
    if (object > 0) expect(log.ended(row, to, object)).toEqual(wanted);
  }
  const objects = [...new Set([...someOf(file.lives().count, 40), ...table.object.slice(0, 200)])];
  for (const object of objects.filter((id) => id > 0)) {
    const own = all.filter((interval) => interval.object === object);
    expect(log.variablesOf(object)).toEqual([...new Set(own.map((row) => row.variable))]);
    const found = log.blocksOf(object).flatMap(({ block }) => log.openedIn(block, object));
    expect(found).toEqual(own);
  }
  const pairs = new Set<string>();
  log.eachName((object, variable) => object.forEach((id, i) => pairs.add(`${id} ${variable[i]}`)));
  const known = (pair: string): boolean => Number(pair.split(' ')[0]) <= file.lives().count;
  expect(new Set([...pairs].filter(known))).toEqual(
    new Set(all.map(({ object, variable }) => `${object} ${variable}`)),
  );
}

function compareTracks(file: SessionFile): void {
  const heat: number[] = [];
  const tracks = new Map<number, { block: number[]; events: number[]; last: number[] }>();
  const counted = file.heat();
  for (const { index } of file.eventBlocks()) {
    const { count, object, refcount, instruction } = file.eventBlock(index);
    for (let i = 0; i < count; i++) {
      const id = object[i] ?? 0;
      const at = instruction[i] ?? 0;
      if (index < counted.blocks) heat[at] = (heat[at] ?? 0) + 1;
      const track = tracks.get(id) ?? { block: [], events: [], last: [] };
      tracks.set(id, track);
      if (track.block.at(-1) !== index) {
        track.block.push(index);
        track.events.push(0);
        track.last.push(0);
      }
      const n = track.block.length - 1;
      track.events[n] = (track.events[n] ?? 0) + 1;
      track.last[n] = refcount[i] ?? 0;
    }
  }
  for (let id = 1; id <= file.lives().count; id += Math.ceil(file.lives().count / 3000)) {
    const { block, events, last } = file.track(id);
    const none = { block: [], events: [], last: [] };
    expect([id, { block, events, last }]).toEqual([id, tracks.get(id) ?? none]);
  }
  expect([...counted.events].slice(0, heat.length)).toEqual(Array.from(heat, (n) => n ?? 0));
}

/** Up to `count` numbers from 0 to `most`, both of them included. */
function someOf(most: number, count: number): number[] {
  const some = Array.from({ length: count }, (_, i) => Math.floor((i * most) / (count - 1)));
  return [...new Set([...some, 1].filter((n) => n <= most))];
}
