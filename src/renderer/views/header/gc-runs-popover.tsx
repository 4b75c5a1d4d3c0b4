// Owns the list of the cycle collector's runs: when each happened, which generation it looked at, what it took. A row leads there.

import { Popover } from 'radix-ui';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { generationText } from '../../state/gc-runs.ts';
import { count, counted } from '../../state/words.ts';
import { ChevronIcon } from '../kit/icons.tsx';
import { MomentLink } from '../kit/moment-link.tsx';

/** A longer table is not read. The rest is on the timeline, and in `refscope sql FILE "SELECT * FROM gc_run"`. */
const ROWS = 500;

const Row = ({ runs, index }: { runs: SessionSummary['gcRuns']; index: number }) => {
  const run = runs[index];
  if (!run) return null;
  return (
    <tr>
      <td>{count(index + 1)}</td>
      <td>{generationText(run)}</td>
      <td>{run.collected < 0 ? 'unknown' : count(run.collected)}</td>
      <td>
        <MomentLink seq={run.fromSeq} source="session">
          {count(run.fromSeq)}
        </MomentLink>
      </td>
      <td>{count(run.toSeq - run.fromSeq + 1)}</td>
    </tr>
  );
};

const Runs = ({ runs }: { runs: SessionSummary['gcRuns'] }) => (
  <table className="gc-runs">
    <thead>
      <tr>
        <th scope="col">Run</th>
        <th scope="col">Generation</th>
        <th scope="col">Objects taken</th>
        <th scope="col">From event</th>
        <th scope="col">Events</th>
      </tr>
    </thead>
    <tbody>
      {runs.slice(0, ROWS).map((run, index) => (
        <Row key={run.fromSeq} runs={runs} index={index} />
      ))}
    </tbody>
  </table>
);

export const GcRunsPopover = ({ runs }: { runs: SessionSummary['gcRuns'] }) => {
  if (runs.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="button button-quiet button-small">
        {counted(runs.length, 'collector run')} <ChevronIcon size={12} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover gc-runs-popover"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Runs of the cycle collector"
        >
          <Runs runs={runs} />
          {runs.length > ROWS && (
            <p className="muted">and {count(runs.length - ROWS)} more, on the timeline</p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
