// Owns the messages between the app and the process that replays one session. Plain data only.

import type { HeapAnswer, HeapQuestion } from '../../../shared/model/heap-questions.ts';

export type ReplayTask =
  | { readonly kind: 'ask'; readonly id: number; readonly question: HeapQuestion }
  /** Questions that were sent before are not wanted any more. */
  | { readonly kind: 'cancel' }
  /** True: until further notice nothing but what is asked is done. */
  | { readonly kind: 'rest'; readonly isResting: boolean };

export type ReplayReport =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: HeapAnswer }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly failureKind: string;
      readonly message: string;
    }
  /** The run of the question under way has come to this event. */
  | { readonly kind: 'progress'; readonly seq: number };
