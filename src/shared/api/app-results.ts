// Owns what the window gets back about the app itself: library, examples, exports, and what is pushed to it. Plain data.

import type { EngineId } from '../model/engine-messages.ts';
import type { Bookmark } from './bookmarks.ts';
import type { SessionFacts } from '../model/session.ts';
import type { WrittenFileFacts } from './project.ts';

export interface LibraryEntry {
  readonly path: string;
  readonly title: string;
  readonly modifiedAt: string;
  readonly sizeBytes: number;
  /** null when the file cannot be read; `problem` then says why. */
  readonly facts: SessionFacts | null;
  readonly problem: string;
}

export interface ExampleProgram {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'browser';
  readonly engines: readonly {
    readonly id: EngineId;
    readonly pythonVersion: string;
    readonly available: boolean;
  }[];
  readonly libraryDir: string;
  readonly examples: readonly ExampleProgram[];
  /** A session to open at the start (command line, file association, bundled example), or null. */
  readonly startSession: string | null;
}

export interface VerifyResult {
  readonly gaps: number;
  readonly objects: number;
  readonly events: number;
  readonly lines: readonly string[];
}

/** A program that a window of this app records at this moment. */
export interface RunningRecording {
  readonly recording: string;
  /** Of its session. */
  readonly path: string;
  /** The window that asks has started it, perhaps before it was reloaded. */
  readonly isYours: boolean;
  readonly programName: string;
  readonly isInputWanted: boolean;
  /** The newest part of what was printed, and typed for it. */
  readonly output: readonly {
    readonly stream: 'stdout' | 'stderr' | 'stdin';
    readonly text: string;
  }[];
}

/** Pushed by the main process at any time. */
export type AppEvent =
  | {
      readonly kind: 'record.progress';
      readonly recording: string;
      readonly events: number;
      readonly steps: number;
      readonly objects: number;
      readonly sizeBytes: number;
      readonly elapsedMs: number;
      readonly phase: 'preparing' | 'running' | 'saving';
    }
  | {
      readonly kind: 'record.output';
      readonly recording: string;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    }
  | { readonly kind: 'record.input-wanted'; readonly recording: string }
  /** A window has answered it. */
  | {
      readonly kind: 'record.input-given';
      readonly recording: string;
      readonly text: string | null;
    }
  | {
      readonly kind: 'record.finished';
      readonly recording: string;
      readonly path: string;
      readonly facts: SessionFacts;
      readonly written: readonly WrittenFileFacts[];
    }
  | { readonly kind: 'record.failed'; readonly recording: string; readonly message: string }
  | {
      readonly kind: 'export.progress';
      readonly job: string;
      readonly rows: number;
      readonly totalRows: number;
    }
  | {
      readonly kind: 'export.finished';
      readonly job: string;
      readonly rows: number;
      readonly path: string;
      readonly downloadUrl: string | null;
    }
  | { readonly kind: 'export.failed'; readonly job: string; readonly message: string }
  /** The run of a question about the heap has come to event `seq`; 0: Python is being started. */
  | { readonly kind: 'replay.progress'; readonly session: string; readonly seq: number }
  /** Another window has edited the bookmarks of the file. */
  | {
      readonly kind: 'session.bookmarks';
      readonly session: string;
      readonly bookmarks: readonly Bookmark[];
    }
  | { readonly kind: 'library.changed' }
  | { readonly kind: 'command'; readonly command: string };
