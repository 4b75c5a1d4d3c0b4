// Owns the start of the window: facts of the app, the stream of events, the first program or session. Called once.

import type { AppEvent } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { openSession } from './actions.ts';
import { takeBookmarksEvent } from './bookmarks-store.ts';
import { runCommand } from './commands/registry.ts';
import { takeExportEvent } from './export-store.ts';
import { takeReplayEvent } from './heap/heap-store.ts';
import { startFollowing } from './live/follow-session.ts';
import { endRecording, resumeRecording, startWatching } from './live/watch-recording.ts';
import { followAddress } from './open-moment-link.ts';
import { startDraft, useProgram } from './program-store.ts';
import { takeRecordEvent } from './recording-store.ts';
import { useWindow } from './window-store.ts';

const onEvent = (event: AppEvent): void => {
  if (event.kind === 'record.finished') return void endRecording(event);
  takeRecordEvent(event);
  takeExportEvent(event);
  takeReplayEvent(event);
  takeBookmarksEvent(event);
  if (event.kind === 'library.changed') {
    useWindow.setState((state) => ({ libraryVersion: state.libraryVersion + 1 }));
  } else if (event.kind === 'command') {
    runCommand(event.command);
  }
};

/** The first example waits in an empty editor. */
const greet = async (): Promise<void> => {
  const info = await api.request('app.info', {});
  useWindow.setState({ info, problem: '' });
  const first = info.examples[0];
  const program = useProgram.getState();
  const usable = info.engines.filter((engine) => engine.available);
  if (usable[0] && !usable.some((engine) => engine.id === program.python)) {
    program.setPython(usable[0].id);
  }
  if (program.source.trim() === '' && first) {
    program.load({ name: `${first.id}.py`, source: first.source });
  }
  const isResumed = await resumeRecording();
  if (info.startSession !== null && !isResumed) await openSession(info.startSession);
  await followAddress();
};

/** Returns the function that ends the subscription. */
export const startWindow = (): (() => void) => {
  startDraft();
  const ends = [api.subscribe(onEvent), startFollowing(), startWatching()];
  const follow = (): void => void followAddress();
  addEventListener('hashchange', follow);
  greet().catch((error: unknown) => useWindow.setState({ problem: sentenceOf(error) }));
  return () => {
    removeEventListener('hashchange', follow);
    ends.forEach((end) => end());
  };
};
