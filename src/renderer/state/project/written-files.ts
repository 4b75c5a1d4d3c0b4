// Owns saving what the last recorded program wrote, and what came of it.

import { create } from 'zustand';
import { api, sentenceOf } from '../../api/client.ts';
import { download } from '../../api/download.ts';

interface WrittenState {
  readonly isOpen: boolean;
  readonly isSaving: boolean;
  /** Where the files went, '' before. */
  readonly saved: string;
  readonly problem: string;
  show(isOpen: boolean): void;
  save(recording: string): Promise<void>;
}

export const useWritten = create<WrittenState>()((set) => ({
  isOpen: false,
  isSaving: false,
  saved: '',
  problem: '',
  show: (isOpen) => set({ isOpen, saved: '', problem: '' }),
  save: async (recording) => {
    set({ isSaving: true, saved: '', problem: '' });
    try {
      const done = await api.request('record.saveFiles', { recording });
      if (done?.downloadUrl != null) download(done.downloadUrl);
      if (done) set({ saved: done.downloadUrl === null ? done.target : 'your downloads' });
    } catch (error) {
      set({ problem: sentenceOf(error) });
    } finally {
      set({ isSaving: false });
    }
  },
}));
