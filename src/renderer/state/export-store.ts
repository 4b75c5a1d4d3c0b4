// Owns the export that the window started: its format, its progress and its end; what of the recording goes into it is the form's.

import { create } from 'zustand';
import type { AppEvent, Params, Result } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';

export type ExportFormat = 'csv' | 'sqlite';

/** What is asked for: a table as CSV, or a database. */
export type ExportRequest =
  | { readonly format: 'csv'; readonly params: Params<'export.csv'> }
  | { readonly format: 'sqlite'; readonly params: Params<'export.sqlite'> };

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'running';
      readonly job: string;
      readonly format: ExportFormat;
      readonly rows: number;
      readonly totalRows: number;
    }
  | {
      readonly kind: 'finished';
      readonly job: string;
      readonly format: ExportFormat;
      /** Of the CSV; the events of the database. */
      readonly rows: number;
      readonly path: string;
      readonly downloadUrl: string | null;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

interface ExportStore {
  readonly state: ExportState;
  /** The format that the form shows. */
  readonly format: ExportFormat;
  /** Why the file could not be shown, '' when it could. */
  readonly revealProblem: string;
  chooseFormat(format: ExportFormat): void;
  start(request: ExportRequest): Promise<void>;
  cancel(): Promise<void>;
  /** Shows the finished file in the system's file manager. */
  reveal(): Promise<void>;
  /** What was to be exported could not be said. */
  fail(message: string): void;
  reset(): void;
}

const set = (state: ExportState): void => useExport.setState({ state });
/** Events can overtake the answer that names the job. */
const early = new Map<string, AppEvent>();

const ask = (request: ExportRequest): Promise<Result<'export.csv' | 'export.sqlite'>> =>
  request.format === 'csv'
    ? api.request('export.csv', request.params)
    : api.request('export.sqlite', request.params);

export const useExport = create<ExportStore>()((setStore, get) => ({
  state: { kind: 'idle' },
  format: 'csv',
  revealProblem: '',
  chooseFormat: (format) => setStore({ format }),
  start: async (request) => {
    early.clear();
    setStore({ revealProblem: '' });
    set({ kind: 'asking' });
    try {
      const started = await ask(request);
      // null: the user closed the host's save dialog.
      if (!started) return set({ kind: 'idle' });
      const { format } = request;
      set({ kind: 'running', job: started.job, format, rows: 0, totalRows: 0 });
      const overtaken = early.get(started.job);
      if (overtaken) takeExportEvent(overtaken);
    } catch (error) {
      set({ kind: 'failed', message: sentenceOf(error) });
    }
  },
  cancel: async () => {
    const { state } = get();
    if (state.kind !== 'running') return;
    set({ kind: 'cancelled' });
    await api.request('export.cancel', { job: state.job }).catch(() => null);
  },
  reveal: async () => {
    const { state } = get();
    if (state.kind !== 'finished') return;
    try {
      await api.request('export.reveal', { job: state.job });
      setStore({ revealProblem: '' });
    } catch (error) {
      setStore({ revealProblem: sentenceOf(error) });
    }
  },
  fail: (message) => set({ kind: 'failed', message }),
  reset: () => set({ kind: 'idle' }),
}));

export const takeExportEvent = (event: AppEvent): void => {
  if (!('job' in event)) return;
  const { state } = useExport.getState();
  if (state.kind === 'asking') early.set(event.job, event);
  if (state.kind !== 'running' || state.job !== event.job) return;
  if (event.kind === 'export.progress')
    set({ ...state, rows: event.rows, totalRows: event.totalRows });
  else if (event.kind === 'export.finished')
    set({
      kind: 'finished',
      job: event.job,
      format: state.format,
      rows: event.rows,
      path: event.path,
      downloadUrl: event.downloadUrl,
    });
  else set({ kind: 'failed', message: event.message });
};
