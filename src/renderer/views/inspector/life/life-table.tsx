// Owns the same points as the step chart, as a table: for who does not see the chart, or wants the numbers.

import { usePlayhead } from '../../../state/playhead-store.ts';
import { count } from '../../../state/words.ts';
import { MomentLink } from '../../kit/moment-link.tsx';
import type { Life, LifePoint } from './life-curve.ts';

type Told = LifePoint & { readonly seq: number };
const isTold = (point: LifePoint): point is Told => point.seq !== null;

const Row = ({ point, isSampled, isNow }: { point: Told; isSampled: boolean; isNow: boolean }) => (
  <tr aria-current={isNow}>
    <td>
      <MomentLink seq={point.seq} source="inspector" isNow={isNow}>
        {count(point.seq)}
      </MomentLink>
    </td>
    <td className="number mono">{point.count === null ? '∞' : count(point.count)}</td>
    {isSampled && (
      <>
        <td className="number mono muted">{point.band ? count(point.band[0]) : ''}</td>
        <td className="number mono muted">{point.band ? count(point.band[1]) : ''}</td>
      </>
    )}
  </tr>
);

export const LifeTable = ({ life, label }: { life: Life; label: string }) => {
  const seq = usePlayhead((state) => state.seq);
  const told = life.points.filter(isTold);
  const { isSampled } = life;
  return (
    <div className="life-table" tabIndex={0} role="group" aria-label="Count over its life">
      <table aria-label={`Reference count of ${label} over its life`}>
        <thead>
          <tr>
            <th scope="col">{isSampled ? 'Up to event' : 'Event'}</th>
            <th scope="col" className="number">
              Count
            </th>
            {isSampled && (
              <>
                <th scope="col" className="number">
                  Least
                </th>
                <th scope="col" className="number">
                  Greatest
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {told.map((point, index) => (
            <Row key={index} point={point} isSampled={isSampled} isNow={point.seq === seq} />
          ))}
        </tbody>
      </table>
      {told.length === 0 && <p className="muted">No change of its count lies in this part.</p>}
    </div>
  );
};
