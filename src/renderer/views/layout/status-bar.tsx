// Owns the line at the bottom: where the playhead is, and the event there in words.

import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { count, functionText, tellingEvent } from '../../state/words.ts';

const PHASES = { compile: 'compile', run: 'run', exit: 'exit' } as const;

export const StatusBar = ({ events }: { events: number }) => {
  const { seq, moment, problem } = usePlayhead();
  const select = useSelection((state) => state.select);
  const event = moment && tellingEvent(moment);
  return (
    <footer className="status-bar" aria-label="Status">
      <span>
        event <b>{count(seq)}</b> of {count(events)}
      </span>
      {moment && (
        <>
          <span>
            step <b>{count(moment.step)}</b>
          </span>
          <span>
            {moment.place ? (
              <>
                line <b>{moment.place.line}</b> in {functionText(moment.place.function)}
              </>
            ) : (
              'no line yet'
            )}
          </span>
          <span className="chip">{PHASES[moment.phase]}</span>
        </>
      )}
      <span className="status-event ellipsis">
        {problem !== '' && <span className="library-problem">{problem}</span>}
        {!event && moment?.event && problem === '' && (
          <span className="muted">the line before changed no count</span>
        )}
        {event && problem === '' && (
          <button
            type="button"
            role="link"
            className="link"
            title="Select this object"
            onClick={() => select(event.object)}
          >
            #{event.object}: {event.reason}
          </button>
        )}
      </span>
      {moment && (
        <span className="muted">
          {count(moment.liveObjects)} live objects · {count(moment.liveReferences)} references
        </span>
      )}
    </footer>
  );
};
