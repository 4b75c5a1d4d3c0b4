// Owns the CSV export that the window started: its choices live in the form, its progress and end here.

import { create } from 'zustand';
import type { AppEvent, Params } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'running';
      readonly job: string;
      readonly rows: number;
      readonly totalRows: number;
    }
  | {
      readonly kind: 'finished';
      readonly rows: number;
      readonly path: string;
      readonly downloadUrl: string | null;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

interface ExportStore {
  readonly state: ExportState;
  start(params: Params<'export.csv'>): Promise<void>;
  cancel(): Promise<void>;
  reset(): void;
}

const set = (state: ExportState): void => useExport.setState({ state });
/** Events can overtake the answer that names the job. */
const early = new Map<string, AppEvent>();

export const useExport = create<ExportStore>()((_set, get) => ({
  state: { kind: 'idle' },
  start: async (params) => {
    early.clear();
    set({ kind: 'asking' });
    try {
      const started = await api.request('export.csv', params);
      // null: the user closed the host's save dialog.
      if (!started) return set({ kind: 'idle' });
      set({ kind: 'running', job: started.job, rows: 0, totalRows: 0 });
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
  reset: () => set({ kind: 'idle' }),
}));

export const takeExportEvent = (event: AppEvent): void => {
  if (!('job' in event)) return;
  const { state } = useExport.getState();
  if (state.kind === 'asking') early.set(event.job, event);
  if (state.kind !== 'running' || state.job !== event.job) return;
  if (event.kind === 'export.progress')
    set({ kind: 'running', job: event.job, rows: event.rows, totalRows: event.totalRows });
  else if (event.kind === 'export.finished')
    set({
      kind: 'finished',
      rows: event.rows,
      path: event.path,
      downloadUrl: event.downloadUrl,
    });
  else set({ kind: 'failed', message: event.message });
};
