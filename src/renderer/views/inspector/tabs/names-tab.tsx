// Owns the tab Names: which names referred to the object, as bars over its life and as a table that leads to their moments.

import type { ObjectName, SessionSummary } from '../../../../shared/api/index.ts';
import { useGrowth } from '../../../state/live/live-store.ts';
import { useApi } from '../../../state/use-api.ts';
import { count, functionText } from '../../../state/words.ts';
import { MomentLink } from '../../kit/moment-link.tsx';
import { FollowButton } from '../../names/follow-button.tsx';
import { NameBars } from '../life/name-bars.tsx';
import { useLife } from '../life/use-life.ts';

const MOST_BARS = 40;

const Row = ({ row }: { row: ObjectName }) => (
  <tr>
    <td className="mono object-name">
      {row.name}
      <FollowButton name={row} />
    </td>
    <td className="muted">{functionText(row.scope)}</td>
    <td>
      <MomentLink seq={row.fromSeq} step={row.fromStep} source="inspector">
        event {count(row.fromSeq)}
      </MomentLink>
    </td>
    <td>
      {row.until ? (
        <MomentLink seq={row.until.seq} step={row.until.step} source="inspector">
          event {count(row.until.seq)}
        </MomentLink>
      ) : (
        <span className="muted">the end</span>
      )}
    </td>
  </tr>
);

const Table = ({ rows }: { rows: readonly ObjectName[] }) => (
  <table className="object-names" aria-label="Names">
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">In</th>
        <th scope="col">From</th>
        <th scope="col">Until</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row, index) => (
        <Row key={index} row={row} />
      ))}
    </tbody>
  </table>
);

export const NamesTab = ({ summary, object }: { summary: SessionSummary; object: number }) => {
  const { value, params, error } = useApi(
    'session.names',
    { session: summary.session, object },
    useGrowth(),
  );
  const { life, span } = useLife(summary, object, null);
  const names = params?.object === object ? value : null;
  return (
    <div className="inspector-facts">
      {error !== '' && <p className="muted">{error}</p>}
      {names?.rows.length === 0 && <p className="muted">No name ever referred to this object.</p>}
      {names && names.rows.length > 0 && (
        <>
          {life && span && <NameBars lane={life.lane} span={span} most={MOST_BARS} />}
          <Table rows={names.rows} />
        </>
      )}
      {names?.isCut === true && (
        <p className="muted">
          These are the first {count(names.rows.length)}; later ones are drawn in its lane.
        </p>
      )}
    </div>
  );
};
