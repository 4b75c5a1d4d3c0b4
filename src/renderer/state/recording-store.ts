// Owns the one recording that may run: start, progress, its output, its questions for input, stop. Must not open sessions by
// itself: whoever subscribes to `finished` does. Invariant: at most one recording; events of any other are ignored.

import { create } from 'zustand';
import type {
  AppEvent,
  Params,
  RunningRecording,
  WrittenFileFacts,
} from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { limitsToAskFor } from './limits/limits-store.ts';
import type { SessionFacts } from '../../shared/model/session.ts';
import { programFileName, useProgram } from './program-store.ts';
import { splitArguments } from './split-arguments.ts';

export type RecordingPhase = 'idle' | 'starting' | 'running' | 'stopping';
type Progress = Extract<AppEvent, { kind: 'record.progress' }>;
type RecordEvent = Extract<AppEvent, { recording: string }>;

export interface LivePiece {
  readonly stream: 'stdout' | 'stderr' | 'stdin';
  readonly text: string;
}

interface Written {
  readonly recording: string;
  /** Of the session. */
  readonly path: string;
  readonly files: readonly WrittenFileFacts[];
}

interface RecordingState {
  readonly phase: RecordingPhase;
  readonly recording: string | null;
  /** Of its session, '' before it is known. */
  readonly path: string;
  /** The user has opened something else while it runs. */
  readonly isLeft: boolean;
  readonly programName: string;
  readonly progress: Progress | null;
  readonly output: readonly LivePiece[];
  readonly isInputWanted: boolean;
  /** What is being typed for it. */
  readonly draft: string;
  /** Lines that were given to programs, the last one last. */
  readonly answers: readonly string[];
  /** Why the last recording failed, '' when it did not. */
  readonly problem: string;
  /** What the program uses that the sandbox does not have, a sentence each. */
  readonly notes: readonly string[];
  /** What the program of the last finished recording wrote. */
  readonly written: Written | null;
  /** A recording that ended while the window showed something else. */
  readonly ended: {
    readonly path: string;
    readonly programName: string;
    readonly facts: SessionFacts;
  } | null;
  /** Path of the last finished recording, '' before. */
  readonly finishedPath: string;
  /** Records the program in the editor, or the one given. */
  start(given?: ProgramToRun): Promise<void>;
  stop(): Promise<void>;
  /** Goes on with a recording that was started before the window was reloaded, or by another window. */
  adopt(running: RunningRecording): void;
  /** The window is about to show a session. */
  noticeOpening(path: string): void;
  /** A line with its newline, or null for the end of input. */
  answerInput(text: string | null): Promise<void>;
  setDraft(draft: string): void;
  dismissProblem(): void;
  dismissEnded(): void;
  dismissNotes(): void;
}

export type ProgramToRun = Pick<
  ReturnType<typeof useProgram.getState>,
  'name' | 'source' | 'argsText' | 'python'
> &
  Pick<Params<'record.start'>, 'project' | 'stdin'>;

const LIVE_OUTPUT_MAX_CHARS = 400_000;
const MOST_ANSWERS = 200;
const FLUSH_MS = 60;
let unflushed: LivePiece[] = [];
/** Events that came before the answer to record.start: only that says which recording is this window's. */
let early: RecordEvent[] = [];
let starting: Promise<void> = Promise.resolve();

/** Settles once it is known which recording was started. */
export const startAnswered = (): Promise<void> => starting;

let flushTimer: ReturnType<typeof setTimeout> | null = null;

/** Joins neighbours of one stream and keeps the newest `max` characters. */
export const joinPieces = (pieces: readonly LivePiece[], max: number): LivePiece[] => {
  const joined: LivePiece[] = [];
  let kept = 0;
  for (const piece of [...pieces].reverse()) {
    if (kept >= max) break;
    const text = piece.text.slice(Math.max(0, piece.text.length - (max - kept)));
    kept += text.length;
    const next = joined.at(-1);
    if (next?.stream === piece.stream)
      joined[joined.length - 1] = { ...piece, text: text + next.text };
    else joined.push({ stream: piece.stream, text });
  }
  return joined.reverse();
};

const flush = (): void => {
  flushTimer = null;
  const fresh = unflushed;
  unflushed = [];
  if (fresh.length === 0) return;
  useRecording.setState(({ output }) => ({
    output: joinPieces([...output, ...fresh], LIVE_OUTPUT_MAX_CHARS),
  }));
};

const write = (piece: LivePiece): void => {
  unflushed.push(piece);
  flushTimer ??= setTimeout(flush, FLUSH_MS);
};

const IDLE = {
  phase: 'idle',
  recording: null,
  path: '',
  isLeft: false,
  isInputWanted: false,
  draft: '',
} as const;

export const useRecording = create<RecordingState>()((set, get) => ({
  ...IDLE,
  programName: '',
  progress: null,
  output: [],
  answers: [],
  problem: '',
  notes: [],
  written: null,
  ended: null,
  finishedPath: '',
  start: async (given) => {
    if (get().phase !== 'idle') return;
    const editor = useProgram.getState();
    const { source, argsText, python, project, stdin }: ProgramToRun = given ?? editor;
    const name = given?.project ? given.name : programFileName((given ?? editor).name);
    unflushed = [];
    set({
      phase: 'starting',
      programName: name,
      progress: null,
      output: [],
      problem: '',
      notes: [],
    });
    if (!given) editor.markClean();
    let answered: () => void = () => undefined;
    starting = new Promise((resolve) => (answered = resolve));
    early = [];
    try {
      const args = splitArguments(argsText);
      const { recording, path, notes } = await api.request('record.start', {
        name,
        source,
        args,
        python,
        ...limitsToAskFor(),
        ...(project === undefined ? {} : { project }),
        ...(stdin === undefined ? {} : { stdin }),
      });
      set({ notes, phase: 'running', recording, path });
      early.forEach(takeRecordEvent);
    } catch (error) {
      set({ ...IDLE, problem: sentenceOf(error) });
    } finally {
      early = [];
      answered();
    }
  },
  stop: async () => {
    const { recording, phase } = get();
    if (recording === null || phase !== 'running') return;
    set({ phase: 'stopping', isInputWanted: false });
    try {
      await api.request('record.stop', { recording });
    } catch (error) {
      if (get().recording === recording) set({ phase: 'running', problem: sentenceOf(error) });
    }
  },
  adopt: ({ recording, path, programName, isInputWanted, output }) => {
    if (get().phase !== 'idle') return;
    unflushed = [];
    set({
      ...IDLE,
      phase: 'running',
      recording,
      path,
      programName,
      isInputWanted,
      output,
      progress: null,
      notes: [],
    });
  },
  noticeOpening: (opened) => {
    const { phase, path, ended } = get();
    if (ended?.path === opened) set({ ended: null });
    if (phase !== 'idle') set({ isLeft: opened !== path });
  },
  answerInput: async (text) => {
    const { recording } = get();
    if (recording === null) return;
    const line = text?.replace(/\n$/, '') ?? '';
    set(({ answers }) => ({
      isInputWanted: false,
      draft: '',
      answers:
        line === '' || line === answers.at(-1) ? answers : [...answers, line].slice(-MOST_ANSWERS),
    }));
    try {
      await api.request('record.input', { recording, text });
    } catch (error) {
      set({ problem: sentenceOf(error) });
    }
  },
  setDraft: (draft) => set({ draft }),
  dismissProblem: () => set({ problem: '' }),
  dismissEnded: () => set({ ended: null }),
  dismissNotes: () => set({ notes: [] }),
}));

const onRecordEvent = (event: RecordEvent): void => {
  switch (event.kind) {
    case 'record.progress':
      return useRecording.setState({ progress: event });
    case 'record.output':
      return write({ stream: event.stream, text: event.text });
    case 'record.input-wanted':
      return useRecording.setState({ isInputWanted: true });
    case 'record.input-given':
      if (event.text !== null) write({ stream: 'stdin', text: event.text });
      return useRecording.setState({ isInputWanted: false });
    case 'record.finished': {
      flush();
      const { recording, path, written: files } = event;
      const written = { recording, path, files };
      const { isLeft, programName } = useRecording.getState();
      const ended = isLeft ? { path, programName, facts: event.facts } : null;
      return useRecording.setState({ ...IDLE, finishedPath: path, written, ended });
    }
    case 'record.failed':
      flush();
      return useRecording.setState({ ...IDLE, problem: event.message });
  }
};

/** Takes the events of the recording in progress. */
export const takeRecordEvent = (event: AppEvent): void => {
  if (!('recording' in event)) return;
  const { phase, recording } = useRecording.getState();
  if (phase === 'starting') early.push(event);
  else if (recording !== null && recording === event.recording) onRecordEvent(event);
};
