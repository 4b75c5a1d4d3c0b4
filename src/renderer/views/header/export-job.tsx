// Owns how an export tells its progress and its end.

import { useExport, type ExportState } from '../../state/export-store.ts';
import { count, counted } from '../../state/words.ts';

type End = Extract<ExportState, { kind: 'finished' }>;

const writtenText = ({ format, rows }: End): string =>
  format === 'csv'
    ? `${counted(rows, 'row')} written`
    : `${counted(rows, 'event')} written, with their objects, steps and names`;

/** A file of the user's own disk is shown where it is; one that the host keeps can be fetched again. */
const Finished = ({ end }: { end: End }) => {
  const { reveal, revealProblem } = useExport();
  const { downloadUrl, path } = end;
  return (
    <div className="export-job">
      <p role="status">
        {downloadUrl === null ? `${writtenText(end)} to ${path}.` : `${writtenText(end)}.`}
      </p>
      {downloadUrl === null ? (
        <button type="button" className="button button-small" onClick={() => void reveal()}>
          Reveal
        </button>
      ) : (
        <a className="link" href={downloadUrl} download>
          Download again
        </a>
      )}
      {revealProblem !== '' && (
        <p role="alert" className="library-problem">
          {revealProblem}
        </p>
      )}
    </div>
  );
};

export const ExportJob = ({ state }: { state: ExportState }) => {
  const cancel = useExport((one) => one.cancel);
  switch (state.kind) {
    case 'idle':
      return null;
    case 'asking':
      return <p className="export-job muted">Starting…</p>;
    case 'cancelled':
      return <p className="export-job muted">Cancelled; nothing was left behind.</p>;
    case 'failed':
      return (
        <p className="export-job library-problem" role="alert">
          {state.message}
        </p>
      );
    case 'running': {
      const share = state.totalRows > 0 ? state.rows / state.totalRows : 0;
      return (
        <div className="export-job" role="status">
          <p>
            {count(state.rows)}
            {state.totalRows > 0 && ` of ${count(state.totalRows)}`}{' '}
            {state.format === 'csv' ? 'rows' : 'rows of all tables'}
            <button type="button" className="button button-small" onClick={() => void cancel()}>
              Cancel
            </button>
          </p>
          <div className="progress">
            <div style={{ width: `${Math.round(share * 100)}%` }} />
          </div>
        </div>
      );
    }
    case 'finished':
      return <Finished end={state} />;
  }
};
