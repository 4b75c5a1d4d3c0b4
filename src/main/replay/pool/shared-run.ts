// Owns what is read once for all replays of a session.

import type { SessionFile } from '../../session/read/session-file.ts';
import type { SharedRun } from '../stops/replay-messages.ts';

export function shareRun(session: SessionFile): SharedRun {
  const read = session.lives().column('address');
  const addresses = new Uint32Array(new SharedArrayBuffer(4 * read.length));
  addresses.set(read);
  return { addresses };
}
