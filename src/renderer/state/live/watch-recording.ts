// Owns what the window shows of the program that it records: the session opens while the program runs, once that takes longer than a
// moment or it asks for input, and is the same session when it has ended. Must not know panes. Invariant: whoever has opened
// something else meanwhile stays there; then the end is said, and can be gone to.

import type { AppEvent, RunningRecording } from '../../../shared/api/index.ts';
import { api } from '../../api/client.ts';
import { openSession, selectFirst } from '../actions.ts';
import { startAnswered, takeRecordEvent, useRecording } from '../recording-store.ts';
import { useSelection } from '../selection-store.ts';
import { useSession } from '../session-store.ts';
import { isGrowing, useLive } from './live-store.ts';

type Finished = Extract<AppEvent, { kind: 'record.finished' }>;

/** A program that is over by then is shown as a whole, without anything in between. */
const MOMENT_MS = 500;

/** The recording whose session was opened while it ran. */
let shown = '';
let runningFromMs: number | null = null;

const isShown = (path: string): boolean => {
  const { summary, opening } = useSession.getState();
  return path !== '' && (summary?.path === path || opening === path);
};

/** Whether the program has been running for a moment. */
const isLasting = (): boolean => {
  const { progress } = useRecording.getState();
  if (progress?.phase !== 'running' || progress.events === 0) return false;
  runningFromMs ??= progress.elapsedMs;
  return progress.elapsedMs - runningFromMs >= MOMENT_MS;
};

const consider = (): void => {
  const { phase, recording, path, isInputWanted, isLeft } = useRecording.getState();
  if (phase === 'idle' || recording === null || path === '') {
    runningFromMs = null;
    return;
  }
  const isTime = isLasting() || isInputWanted;
  if (!isTime || isLeft || shown === recording || isShown(path)) return;
  shown = recording;
  void openSession(path);
};

/** The first time that there is something worth looking at; what the user lets go of stays so. */
const selectOnce = (): (() => void) => {
  let chosen = '';
  return useLive.subscribe((now, old) => {
    const session = useSession.getState().summary?.session ?? '';
    if (now.growth === old.growth || chosen === session) return;
    if (useSelection.getState().selectedObject === null) void selectFirst();
    else chosen = session;
  });
};

/** The recording has ended: its session is whole before the window says so. */
export const endRecording = async (event: Finished): Promise<void> => {
  await startAnswered();
  const { recording, isLeft } = useRecording.getState();
  const isOurs = recording === event.recording;
  // What keeps it from being read is said by whoever follows the session.
  if (isShown(event.path))
    await useSession
      .getState()
      .refresh()
      .catch(() => false);
  takeRecordEvent(event);
  if (isOurs && !isLeft && !isShown(event.path)) await openSession(event.path);
};

const runningOne = async (
  isIt: (one: RunningRecording) => boolean,
): Promise<RunningRecording | undefined> =>
  (await api.request('record.running', {}).catch(() => [])).find(isIt);

/** Goes on with a recording in progress of which `isIt` holds; answers its path, '' when there is none. */
const adoptRunning = async (isIt: (one: RunningRecording) => boolean): Promise<string> => {
  let found = await runningOne(isIt);
  if (found && !found.isYours) {
    const { recording } = found;
    await api.request('record.join', { recording }).catch(() => null);
    // As it is from when the window is told of it.
    found = await runningOne((one) => one.recording === recording);
  }
  if (!found || useRecording.getState().phase !== 'idle') return '';
  useRecording.getState().adopt(found);
  return found.path;
};

/** After a reload: the recording that this window had started, if it is still in progress. Answers whether it is. */
export const resumeRecording = async (): Promise<boolean> => {
  const path = await adoptRunning(({ isYours }) => isYours);
  if (path !== '') await openSession(path);
  return path !== '';
};

/** A session that is opened while another window records it: both can stop it and answer it. */
const adoptOpened = (): (() => void) => {
  let asked = '';
  return useSession.subscribe(({ summary }) => {
    if (!summary || !isGrowing(summary) || summary.session === asked) return;
    asked = summary.session;
    if (useRecording.getState().phase === 'idle')
      void adoptRunning(({ path }) => path === summary.path);
  });
};

/** Returns the function that ends it. */
export const startWatching = (): (() => void) => {
  const ends = [useRecording.subscribe(consider), selectOnce(), adoptOpened()];
  return () => ends.forEach((end) => end());
};
