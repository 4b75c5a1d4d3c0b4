// Owns what the tooltip on a followed name's lane says: what the name refers to there, since when, and how many references that has.

import { count, counted, functionText, refcountText } from '../../state/words.ts';
import { useViewport } from '../../state/viewport-store.ts';
import type { ShownName } from '../lanes/rows-shown.ts';
import { countIn, segmentAt } from '../maths/name-segments.ts';

export interface NameWordsProps {
  readonly shown: ShownName;
  /** Where on the axis. */
  readonly x: number;
}

export const NameWords = ({ shown: { name, track }, x }: NameWordsProps) => {
  const axis = useViewport((state) => state.axis);
  const segment = track?.axis === axis ? segmentAt(track.segments, x) : null;
  return (
    <>
      <div className="tl-tooltip-head">
        <b>{name.name}</b> <span>in {functionText(name.scope)}</span>
      </div>
      {!segment && <div>refers to nothing here</div>}
      {segment?.object === 0 && (
        <div>{counted(segment.bindings, 'binding')}, too close to tell apart: zoom in</div>
      )}
      {segment && segment.object !== 0 && (
        <>
          <div>
            refers to {segment.text} {segment.text.startsWith(segment.type) ? '' : segment.type}
          </div>
          <div>count {refcountText(countIn(segment, x))}</div>
          <div className="tl-tooltip-where">bound after event {count(segment.fromSeq)}</div>
        </>
      )}
    </>
  );
};
