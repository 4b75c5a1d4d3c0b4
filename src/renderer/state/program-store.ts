// Owns the program in the editor and how it is to be run. The draft survives a reload. Invariant: `source` is what Record runs.

import { create } from 'zustand';
import type { AppInfo } from '../../shared/api/index.ts';

type EngineId = AppInfo['engines'][number]['id'];

export interface LoadedProgram {
  readonly name: string;
  readonly source: string;
}

interface ProgramState extends LoadedProgram {
  /** The source as it was loaded or last recorded: the editor is untouched while it equals `source`. */
  readonly cleanSource: string;
  /** One line as typed in a shell. */
  readonly argsText: string;
  readonly python: EngineId;
  /** What was loaded under the present name, while the text is still recognisably that; null for a name that was typed. */
  readonly origin: string | null;
  /** Unsaved work that the last load pushed aside, until it is brought back or let go. */
  readonly replaced: LoadedProgram | null;
  /** Grows when `source` was replaced from outside the editor. */
  readonly loads: number;
  load(program: LoadedProgram): void;
  rename(name: string): void;
  setSource(source: string): void;
  setArgsText(argsText: string): void;
  setPython(python: EngineId): void;
  markClean(): void;
  bringBack(): void;
  letGo(): void;
}

const KEY = 'refscope.program';
const DRAFT_MAX_CHARS = 500_000;

type Draft = Pick<ProgramState, 'name' | 'source' | 'argsText' | 'python'>;

const isEngine = (value: unknown): value is EngineId =>
  value === '3.12' || value === '3.13' || value === '3.14';

/** A stored draft, or null when there is none that can be trusted. */
export const parseDraft = (json: string | null): Draft | null => {
  if (json === null) return null;
  try {
    const { name, source, argsText, python } = JSON.parse(json) as Record<string, unknown>;
    return typeof name === 'string' &&
      typeof source === 'string' &&
      typeof argsText === 'string' &&
      isEngine(python)
      ? { name, source, argsText, python }
      : null;
  } catch {
    return null;
  }
};

const stored = (): Draft | null =>
  typeof localStorage === 'undefined' ? null : parseDraft(localStorage.getItem(KEY));

const NEW_NAME = 'program.py';

const linesIn = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/**
 * True when less than a third of a program's lines is left: what was pasted over it must not run under its name. Two lines are
 * too few to tell.
 */
export const isAnotherProgram = (origin: string, source: string): boolean => {
  const present = new Set(linesIn(source));
  const lines = linesIn(origin);
  const kept = lines.filter((line) => present.has(line)).length;
  return present.size > 0 && lines.length > 2 && kept * 3 < lines.length;
};

/** The editor's line ends. */
export const unixLines = (text: string): string => text.replace(/\r\n?/gu, '\n');

/** A name that a program can run under: never empty, without folders, ending in .py. */
export const programFileName = (typed: string): string => {
  const name = typed.trim().replace(/[\\/\0]+/gu, '_');
  if (name === '') return NEW_NAME;
  return /\.pyw?$/u.test(name) ? name : `${name}.py`;
};

const isDirty = ({ source, cleanSource }: Pick<ProgramState, 'source' | 'cleanSource'>): boolean =>
  source.trim() !== '' && source !== cleanSource;

export const useProgram = create<ProgramState>()((set) => {
  const draft = stored() ?? { name: NEW_NAME, source: '', argsText: '', python: '3.12' };
  return {
    ...draft,
    cleanSource: '',
    loads: 0,
    origin: null,
    replaced: null,
    load: (program) =>
      set((state) => ({
        name: program.name,
        source: unixLines(program.source),
        cleanSource: unixLines(program.source),
        origin: unixLines(program.source),
        loads: state.loads + 1,
        replaced: isDirty(state) ? { name: state.name, source: state.source } : null,
      })),
    rename: (name) => set({ name, origin: null }),
    setSource: (source) =>
      set(({ origin }) =>
        origin !== null && isAnotherProgram(origin, source)
          ? { source, name: NEW_NAME, origin: null }
          : { source },
      ),
    setArgsText: (argsText) => set({ argsText }),
    setPython: (python) => set({ python }),
    bringBack: () =>
      set((state) =>
        state.replaced
          ? { ...state.replaced, cleanSource: '', replaced: null, loads: state.loads + 1 }
          : state,
      ),
    letGo: () => set({ replaced: null }),
    markClean: () => set((state) => ({ cleanSource: state.source })),
  };
});

/** Writes the draft half a second after the last change. */
export const startDraft = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useProgram.subscribe(({ name, source, argsText, python }) => {
    clearTimeout(timer);
    if (source.length > DRAFT_MAX_CHARS) return;
    const draft: Draft = { name, source, argsText, python };
    timer = setTimeout(() => localStorage.setItem(KEY, JSON.stringify(draft)), 500);
  });
};

/** True when replacing the editor's text would lose work. */
export const isProgramDirty = (): boolean => isDirty(useProgram.getState());
