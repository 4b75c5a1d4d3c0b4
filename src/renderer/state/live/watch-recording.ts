// Owns what the window shows of the program that it records: the session opens while the program runs, once that takes longer than a
// moment or it asks for input, and is the same session when it has ended. Must not know panes. Invariant: whoever has opened
// something else meanwhile stays there; then the end is said, and can be gone to.

import type { AppEvent } from '../../../shared/api/index.ts';
import { openSession, selectFirst } from '../actions.ts';
import { takeRecordEvent, useRecording } from '../recording-store.ts';
import { useSelection } from '../selection-store.ts';
import { useSession } from '../session-store.ts';
import { useLive } from './live-store.ts';

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
  if (!isTime || isLeft || shown === recording) return;
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

/** Returns the function that ends it. */
export const startWatching = (): (() => void) => {
  const ends = [useRecording.subscribe(consider), selectOnce()];
  return () => ends.forEach((end) => end());
};
