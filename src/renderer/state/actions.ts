// Owns what the window does on a command, whichever button, key or menu gave it. Must not know components.

import type { ObjectRow, Result, SessionSummary, SourceText } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { uploadSessionFile } from '../api/upload-session.ts';
import {
  endOfRun,
  setPlayhead,
  usePlayhead,
  type Place,
  type PlayheadSource,
} from './playhead-store.ts';
import { isProgramDirty, useProgram, type LoadedProgram } from './program-store.ts';
import { useRecording, type ProgramToRun } from './recording-store.ts';
import { selectObject, useSelection } from './selection-store.ts';
import { useSession } from './session-store.ts';
import { useWindow } from './window-store.ts';

const fail = (error: unknown): void => useSession.setState({ problem: sentenceOf(error) });

/** Where the sandbox has a program of one file. */
const HOME = '/home';

/** The program itself among the sources of a session, where one file is all: a folder's program is not what the editor holds. */
export const mainSource = ({ facts, sources }: SessionSummary): SourceText | undefined =>
  facts.launch && facts.launch.workingDirectory !== HOME
    ? undefined
    : sources.find((one) => one.yours && one.text !== null);

/** The recorded program's own text, when the session holds it. */
const recordedProgram = (): LoadedProgram | null => {
  const summary = useSession.getState().summary;
  const source = summary && mainSource(summary);
  return summary && source?.text != null
    ? { name: summary.facts.programName, source: source.text }
    : null;
};

/** Worth a first look: an object whose count moves, made by the program's own lines. */
const isTelling = ({ immortal, eventCount, kind, label }: ObjectRow): boolean =>
  !immortal &&
  !label.startsWith('__') &&
  eventCount > 1 &&
  kind !== 'module' &&
  kind !== 'type' &&
  kind !== 'builtin' &&
  kind !== 'function';

/** Something to look at when a session opens: a telling object, alive where the playhead is if there is one. */
export const selectFirst = async (): Promise<void> => {
  const { summary } = useSession.getState();
  if (!summary) return;
  const { session } = summary;
  const params = { session, scope: 'named', offset: 0, limit: 100 } as const;
  const rowsOf = async (order: { sort?: 'events'; descending?: true }): Promise<ObjectRow[]> => {
    const page = await api.request('session.objects', { ...params, ...order }).catch(() => null);
    return [...(page?.rows ?? [])];
  };
  const rows = await rowsOf({});
  const telling = rows.filter(isTelling);
  // Hundreds of immortal numbers may be older than all else: then it is what changes most.
  if (telling.length === 0 && rows.length === params.limit)
    telling.push(...(await rowsOf({ sort: 'events', descending: true })).filter(isTelling));
  const isAlive = ({ endSeq }: ObjectRow): boolean => endSeq === 0 || endSeq > endOfRun(summary);
  const first = telling.find(isAlive) ?? telling[0] ?? rows[0];
  const isSame = useSession.getState().summary?.session === session;
  if (first && isSame && useSelection.getState().selectedObject === null) selectObject(first.id);
};

/** Opens a session and shows it; its program comes into the editor unless that would overwrite work. */
export const openSession = async (path: string): Promise<void> => {
  useRecording.getState().noticeOpening(path);
  if (!(await useSession.getState().open(path))) return;
  useWindow.setState({ view: 'recording', isOpenMenuOpen: false });
  const program = recordedProgram();
  if (program && !isProgramDirty()) useProgram.getState().load(program);
  await selectFirst();
};

/** The host's file dialog. Answers false where the host has none, and the window must offer an upload. */
export const openWithDialog = async (): Promise<boolean> => {
  try {
    const { path, native } = await api.request('dialog.openSession', {});
    if (path !== null) await openSession(path);
    return native;
  } catch (error) {
    fail(error);
    return true;
  }
};

/** Opens a session file that was dropped or chosen: where it is, or (a browser cannot say where) as a copy in the library. */
export const uploadSession = async (file: File): Promise<void> => {
  try {
    await openSession((await api.give(file)) ?? (await uploadSessionFile(file)));
  } catch (error) {
    fail(error);
  }
};

/** Records the program in the editor, or the one given. */
export const startRecording = async (given?: ProgramToRun): Promise<void> => {
  const { phase, programName } = useRecording.getState();
  if (phase !== 'idle')
    return fail(new Error(`${programName} is being recorded; stop it before you start another.`));
  useSession.getState().dismissProblem();
  useWindow.getState().show('edit');
  return useRecording.getState().start(given);
};

/** Where the playhead moves on a click on a line: its next (or previous) visit, around the end once. */
export const visitLine = async (
  sourceId: number,
  line: number,
  direction: 'next' | 'previous',
  source: PlayheadSource,
): Promise<boolean> => {
  const session = useSession.getState().summary;
  if (!session) return false;
  const ask = ({ seq, step }: Place): Promise<Result<'session.neighborStep'>> =>
    api.request('session.neighborStep', {
      session: session.session,
      seq,
      step,
      direction,
      sourceId,
      line,
    });
  try {
    const around = { seq: direction === 'next' ? 0 : session.facts.events, step: undefined };
    const found = (await ask(usePlayhead.getState())) ?? (await ask(around));
    if (found) setPlayhead(found.seq, { source, step: found.step });
    return found !== null;
  } catch (error) {
    fail(error);
    return false;
  }
};

/** The playhead to the selected object's next or previous change. */
export const stepObject = async (object: number, direction: 'next' | 'previous'): Promise<void> => {
  const session = useSession.getState().summary?.session;
  if (session === undefined) return;
  const { seq } = usePlayhead.getState();
  try {
    const found = await api.request('session.neighbor', {
      session,
      seq,
      direction,
      of: 'object',
      object,
    });
    if (found !== null) setPlayhead(found, { source: 'keyboard', step: 'event' });
  } catch (error) {
    fail(error);
  }
};

/** A file dropped on, or chosen for, the editor. */
export const loadProgramFile = async (file: File): Promise<void> => {
  const text = await file.text();
  if (text.includes('\u0000')) {
    fail(new Error(`${file.name} is not a text file; drop a Python program (.py).`));
    return;
  }
  useProgram.getState().load({ name: file.name, source: text });
  useWindow.getState().show('edit');
};

/** The host's file dialog. Answers false where the host has none, and the window must offer its own. */
export const loadProgramWithDialog = async (): Promise<boolean> => {
  if (api.host === 'browser') return false;
  try {
    const program = await api.request('dialog.openProgram', {});
    if (program) useProgram.getState().load(program);
  } catch (error) {
    fail(error);
  }
  return true;
};
