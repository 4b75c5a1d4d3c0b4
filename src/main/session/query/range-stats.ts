// Owns the statistics of a range of events: what is live at its ends, births and collections by cause, growth by type, events by kind,
// busiest lines. Must not know axes: a range is (fromSeq, toSeq]. Invariant: what needs every event read is null beyond MOST_EVENTS
// rather than estimated.

import type { RangeStats } from '../../../shared/api/results.ts';
import { END_CAUSES, type EndCause } from '../../../shared/model/session.ts';
import { eventKind } from './event-kind.ts';
import { totalsAt } from './live-totals.ts';
import type { View } from './view.ts';

/** About half a second of reading. */
const MOST_EVENTS = 4_000_000;
const TYPES_TOLD = 12;
const LINES_TOLD = 10;

export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export function rangeStats(view: View, asked: SeqRange): RangeStats {
  const toSeq = Math.min(asked.toSeq, view.lastSeq);
  const range = { fromSeq: Math.min(asked.fromSeq, toSeq), toSeq };
  const [start, end] = totalsAt(view, [range.fromSeq, range.toSeq], false);
  const live = (totals: typeof start) => ({
    objects: totals?.liveObjects ?? 0,
    references: totals?.liveReferences ?? 0,
  });
  const events = range.toSeq - range.fromSeq;
  return {
    ...range,
    events,
    liveAtStart: live(start),
    liveAtEnd: live(end),
    ...livesIn(view, range),
    ...(events <= MOST_EVENTS ? eventsIn(view, range) : { kinds: null, lines: null }),
  };
}

/** What one pass over the objects tells. */
function livesIn(
  { file }: View,
  { fromSeq, toSeq }: SeqRange,
): Pick<RangeStats, 'births' | 'collections' | 'types'> {
  const lives = file.lives();
  const [born, ended] = [lives.column('bornSeq'), lives.column('endSeq')];
  const [type, cause] = [lives.column('type'), lives.column('cause')];
  const collections: Record<EndCause, number> = {
    alive: 0,
    refcount: 0,
    gc: 0,
    exit: 0,
    moved: 0,
  };
  const perType = new Map<number, { born: number; collected: number }>();
  const of = (id: number): { born: number; collected: number } => {
    const known = perType.get(type[id] as number) ?? { born: 0, collected: 0 };
    perType.set(type[id] as number, known);
    return known;
  };
  const isInside = (seq: number): boolean => seq > fromSeq && seq <= toSeq;
  let births = 0;
  for (let id = 1; id < born.length; id++) {
    if (isInside(born[id] as number)) {
      births++;
      of(id).born++;
    }
    if (!isInside(ended[id] as number)) continue;
    collections[END_CAUSES[cause[id] as number] ?? 'alive']++;
    of(id).collected++;
  }
  const { alive: _, ...byCause } = collections;
  const types = [...perType]
    .map(([id, counts]) => ({ type: file.type(id)?.name ?? 'unknown type', ...counts }))
    .sort((a, b) => b.born - b.collected - (a.born - a.collected) || b.born - a.born)
    .slice(0, TYPES_TOLD);
  return { births, collections: byCause, types };
}

/** What only the events themselves tell. */
function eventsIn(
  { file }: View,
  { fromSeq, toSeq }: SeqRange,
): { kinds: RangeStats['kinds']; lines: RangeStats['lines'] } {
  const lives = file.lives();
  const endSeq = lives.column('endSeq');
  const sites = file.sites();
  const kinds = { birth: 0, incref: 0, decref: 0, adjust: 0, immortalize: 0, collect: 0 };
  const perInstruction = new Map<number, number>();
  const blocks = file.eventBlocks().length;
  const first = file.blockOfSeq(fromSeq + 1);
  for (let index = first; index >= 0 && index < blocks; index++) {
    const block = file.eventBlock(index);
    if (block.firstSeq > toSeq) break;
    const from = Math.max(0, fromSeq + 1 - block.firstSeq);
    const to = Math.min(block.count, toSeq - block.firstSeq + 1);
    for (let i = from; i < to; i++) {
      const object = block.object[i] as number;
      const end = (endSeq[object] as number | undefined) ?? 0;
      kinds[
        eventKind({
          seq: block.firstSeq + i,
          siteKind: sites[block.site[i] as number]?.kind,
          delta: block.delta[i] as number,
          refcount: block.refcount[i] as number,
          endSeq: end,
          // Known ends are settled; only a count of 0 without one asks.
          settled: end > 0 || block.refcount[i] !== 0 || lives.settled(object),
        })
      ]++;
      const instruction = block.instruction[i] as number;
      perInstruction.set(instruction, (perInstruction.get(instruction) ?? 0) + 1);
    }
  }
  return { kinds, lines: linesOf(file, perInstruction) };
}

function linesOf(
  file: View['file'],
  perInstruction: ReadonlyMap<number, number>,
): NonNullable<RangeStats['lines']> {
  const sources = new Map(file.sources().map((source) => [source.id, source]));
  const lines = new Map<string, { sourceId: number; file: string; line: number; events: number }>();
  for (const [id, events] of perInstruction) {
    const at = file.instruction(id);
    const line = at?.code.lines[at.unit] ?? 0;
    const source = at && sources.get(at.code.fileId);
    if (!source || line <= 0) continue;
    const key = `${source.id}:${line}`;
    const known = lines.get(key) ?? { sourceId: source.id, file: source.path, line, events: 0 };
    known.events += events;
    lines.set(key, known);
  }
  return [...lines.values()].sort((a, b) => b.events - a.events).slice(0, LINES_TOLD);
}
