// Owns the overview: data for the whole axis, the chart, the brush over it, the playhead's place in it, and its legend.

import { useEffect, useMemo, useRef } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useGrowth } from '../../state/live/live-store.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useApi } from '../../state/use-api.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { count, counted, shortCount } from '../../state/words.ts';
import { useTimelineLayout } from '../control/layout-store.ts';
import { setScale } from '../control/time-scale.ts';
import { listenToWheel } from '../control/wheel.ts';
import { type SeqScale, xAtSeq } from '../maths/seq-scale.ts';
import { usePlayheadPx } from '../ruler/playhead.tsx';
import { OverviewBrush } from './overview-brush.tsx';
import { OverviewChart, type PhaseSpan } from './overview-chart.tsx';
import { overviewPoints } from './overview-data.ts';

export const OVERVIEW_PX = 56;
const BUCKETS = 512;
/** Vertical lines further apart than this many px stay apart to the eye. */
const GC_GAP_PX = 3;

/** The overview over the whole of the current axis; its borders also tell the timeline which seq is where. */
const useOverview = (summary: SessionSummary) => {
  const { axis, width } = useViewport();
  const yours = useObjectsQuery((query) => query.scope !== 'all');
  const { session } = summary;
  const params = { session, axis, from: 0, to: width, buckets: BUCKETS, yours };
  const answer = useApi('session.overview', params, useGrowth());
  const { value } = answer;
  // Of a session that has grown, what came before stays until all of it has come.
  const overview = value?.axis === axis && value.to <= width ? value : null;
  useEffect(() => {
    setScale('overview', overview && { session, axis, ...rangeOf(overview) });
  }, [overview, session, axis]);
  return { overview, error: answer.error, yours };
};

const rangeOf = ({ from, to, seqs }: SeqScale): SeqScale => ({ from, to, seqs });

/** Where the seqs are on the overview, those left out that would be drawn over one another. */
const placesOf = (
  seqs: readonly number[],
  scale: SeqScale,
  place: { readonly total: number; readonly widthPx: number; readonly isEvent: boolean },
): number[] => {
  const least = (GC_GAP_PX / Math.max(1, place.widthPx)) * place.total;
  const places: number[] = [];
  for (const seq of seqs) {
    const x = place.isEvent ? seq : xAtSeq(scale, seq);
    if (x !== null && x - (places.at(-1) ?? -Infinity) >= least) places.push(x);
  }
  return places;
};

const PlayheadMark = () => {
  const mark = useRef<HTMLDivElement>(null);
  usePlayheadPx((px) => {
    if (mark.current) mark.current.style.transform = `translateX(${px}px)`;
  }, 'whole');
  return <div ref={mark} className="tl-overview-playhead" />;
};

export const Overview = (props: {
  readonly summary: SessionSummary;
  /** Lanes in the list below. */
  readonly listed: number;
}) => {
  const { summary, listed } = props;
  const { axis, width } = useViewport();
  const widthPx = useTimelineLayout((layout) => layout.timeWidthPx);
  const { overview, error, yours } = useOverview(summary);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    return listenToWheel(element, () => element.getBoundingClientRect().left);
  }, []);
  const points = useMemo(() => (overview ? overviewPoints(overview) : []), [overview]);
  const phases = useMemo<PhaseSpan[]>(
    () =>
      summary.phases.map((phase) => {
        const [from, to] = axis === 'event' ? phase.eventSpan : phase.stepSpan;
        return { name: phase.phase, from, to };
      }),
    [summary, axis],
  );
  const [gcAt, gapsAt] = useMemo(() => {
    const place = { total: width, widthPx, isEvent: axis === 'event' };
    const at = (seqs: readonly number[]) => (overview ? placesOf(seqs, overview, place) : []);
    return [
      at(summary.gcRuns.map((run) => run.fromSeq)),
      at(summary.gaps?.first.map((gap) => gap.seq) ?? []),
    ];
  }, [summary, overview, width, widthPx, axis]);
  return (
    <>
      <OverviewLegend
        yours={yours}
        error={error}
        listed={listed}
        objects={summary.objectCounts.all}
      />
      <div ref={root} className="tl-overview">
        <div
          role="img"
          aria-label={`Live objects and references over the whole recording, ${counted(summary.gcRuns.length, 'collector run')}`}
        >
          {widthPx > 0 && (
            <OverviewChart
              points={points}
              phases={phases}
              gcAt={gcAt}
              gapsAt={gapsAt}
              total={width}
              widthPx={widthPx}
              heightPx={OVERVIEW_PX}
            />
          )}
        </div>
        <PhaseNames phases={phases} total={width} widthPx={widthPx} />
        <OverviewBrush />
        <PlayheadMark />
      </div>
    </>
  );
};

const PhaseNames = (props: {
  readonly phases: readonly PhaseSpan[];
  readonly total: number;
  readonly widthPx: number;
}) =>
  props.phases.map(({ name, from, to }) => {
    const width = ((to - from) / props.total) * props.widthPx;
    // A narrower phase would show a torn word; its button in the toolbar names it.
    if (width < 44) return null;
    const left = (from / props.total) * props.widthPx;
    return (
      <span key={name} className="tl-phase" data-phase={name} style={{ left, maxWidth: width }}>
        {name}
      </span>
    );
  });

/** Two longer numbers do not fit beside each other in a narrow window; the tooltip has both in full. */
const MOST_IN_FULL = 1_000_000;

/** What the two curves are, with their values at the playhead. */
const OverviewLegend = (props: {
  readonly yours: boolean;
  readonly error: string;
  readonly listed: number;
  readonly objects: number;
}) => {
  const moment = usePlayhead((state) => state.moment);
  if (props.error !== '') return <div className="tl-legend is-error">{props.error}</div>;
  const objects = props.yours ? moment?.yoursLiveObjects : moment?.liveObjects;
  const references = props.yours ? moment?.yoursLiveReferences : moment?.liveReferences;
  const whose = props.yours ? 'your ' : '';
  return (
    <div className="tl-legend">
      <div title="Objects alive at the playhead">
        <i className="tl-key is-objects" />
        <span>{whose}live objects</span>
        <b>{objects === undefined ? '–' : count(objects)}</b>
      </div>
      <div title="Sum of their reference counts, immortal objects aside">
        <i className="tl-key is-references" />
        <span>references to them</span>
        <b>{references === undefined ? '–' : count(references)}</b>
      </div>
      <div
        className="tl-total"
        role="status"
        title={`Lanes below, of all ${count(props.objects)} objects recorded`}
      >
        <span>lanes</span>
        <b>
          {count(props.listed)} of{' '}
          {props.objects < MOST_IN_FULL ? count(props.objects) : shortCount(props.objects)}
        </b>
      </div>
    </div>
  );
};
