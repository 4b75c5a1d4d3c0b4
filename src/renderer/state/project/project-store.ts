// Owns how a program is to be run when it is more than the text in the editor: from where, how it starts, with which libraries,
// environment and input. It stays until the window is closed, so that the next run is one press. Must not run anything.

import { create } from 'zustand';
import type { ProjectPart } from '../../../shared/api/index.ts';

export type ProgramFrom = 'editor' | 'folder';
export type StartsAs = 'file' | 'module';
export type InputFrom = 'ask' | 'text' | 'file';

interface ProjectForm {
  readonly from: ProgramFrom;
  readonly folder: ProjectPart | null;
  readonly startsAs: StartsAs;
  /** From the folder; and as -m names it. */
  readonly file: string;
  readonly module: string;
  readonly envText: string;
  readonly libraries: readonly ProjectPart[];
  readonly input: InputFrom;
  readonly inputText: string;
  readonly inputFile: File | null;
}

interface ProjectState extends ProjectForm {
  readonly isOpen: boolean;
  /** A choice is on its way to the host. */
  readonly isBusy: boolean;
  readonly problem: string;
  /** What the program uses that the sandbox does not have. */
  readonly notes: readonly string[];
  set(next: Partial<ProjectForm>): void;
  /** The folder's likeliest entry is taken. */
  takeFolder(folder: ProjectPart): void;
  addLibrary(library: ProjectPart): void;
  removeLibrary(part: string): void;
}

export const useProject = create<ProjectState>()((set) => ({
  from: 'editor',
  folder: null,
  startsAs: 'file',
  file: '',
  module: '',
  envText: '',
  libraries: [],
  input: 'ask',
  inputText: '',
  inputFile: null,
  isOpen: false,
  isBusy: false,
  problem: '',
  notes: [],
  set: (next) => set({ ...next, problem: '' }),
  takeFolder: (folder) =>
    set(({ file, module }) => {
      const { files, modules } = folder.entries;
      const isThere = folder.files.some(({ path }) => path === file);
      return {
        folder,
        from: 'folder',
        file: isThere ? file : (files[0] ?? ''),
        module: modules.includes(module) ? module : (modules[0] ?? ''),
        startsAs: files.length === 0 && modules.length > 0 ? 'module' : 'file',
      };
    }),
  addLibrary: (library) => set(({ libraries }) => ({ libraries: [...libraries, library] })),
  removeLibrary: (part) =>
    set(({ libraries }) => ({ libraries: libraries.filter((one) => one.part !== part) })),
}));
