// Owns how an export tells its progress and its end.

import { useExport, type ExportState } from '../../state/export-store.ts';
import { count, counted } from '../../state/words.ts';

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
            {state.totalRows > 0 && ` of ${count(state.totalRows)}`} rows
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
      return (
        <p className="export-job" role="status">
          {counted(state.rows, 'row')} written
          {state.downloadUrl === null ? ` to ${state.path}` : '. '}
          {state.downloadUrl !== null && (
            <a className="link" href={state.downloadUrl} download>
              Download again
            </a>
          )}
        </p>
      );
  }
};
