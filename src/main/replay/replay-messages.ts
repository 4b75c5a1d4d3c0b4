// Owns the messages between a replay's thread and who asks it. Plain data only.

import type { MessagePort } from 'node:worker_threads';
import type { BootSpec } from '../../shared/model/engine-messages.ts';
import type { HoldersAnswer } from '../../shared/model/holders.ts';

export interface ReplayWorkerData {
  readonly spec: BootSpec;
  readonly sessionPath: string;
  /** HoldersQuestion messages; `questionSignal[0]` counts those sent. */
  readonly questions: MessagePort;
  readonly questionSignal: Int32Array;
}

export type ReplayMessage =
  | { readonly kind: 'answer'; readonly answer: HoldersAnswer }
  | { readonly kind: 'failed'; readonly message: string };
