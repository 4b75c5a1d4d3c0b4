// Makes ready what takes seconds the first time: the rewritten engine and the recording that the window opens on.

import { prepareEngine } from '../src/main/app/engine-cache.ts';
import { prepareStartSession } from '../src/main/app/start-session.ts';

const say = (sentence: string): void => void process.stderr.write(`refscope set-up: ${sentence}\n`);

try {
  await prepareEngine('3.12', { onRewrite: () => say('rewriting the Python 3.12 engine') });
  // The first question about the heap starts with it.
  await prepareEngine('3.12', { sites: 'rewindable' });
  await prepareStartSession();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
