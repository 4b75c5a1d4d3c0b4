// Owns what the handlers work with: the use cases of one app, and what its host can do. Types only.

import type { AppEvent } from '../../shared/api/app-results.ts';
import type { PartKind } from '../../shared/api/project.ts';
import type { ExportJobs } from './export-jobs.ts';
import type { Library } from './library.ts';
import type { OpenSessions } from './open-sessions.ts';
import type { ProjectParts } from './project/project-parts.ts';
import type { WrittenFiles } from './project/written-files.ts';
import type { Recordings } from './recordings.ts';
import type { RecentFiles } from './small-files/recent-files.ts';
import type { WindowId } from './window-id.ts';

/** What only a host can do. Each answers null when the user changed their mind. */
export interface HostAbilities {
  readonly kind: 'electron' | 'browser';
  /** Where an export goes. */
  chooseExport(
    suggestedName: string,
  ): Promise<{ target: string; downloadUrl: string | null } | null>;
  /** Absent where the host has no file dialogs. */
  chooseSession?(): Promise<string | null>;
  /** Path of a Python file. */
  chooseProgram?(): Promise<string | null>;
  /** A folder or a wheel of a program. */
  chooseProjectPart?(kind: PartKind): Promise<string | null>;
  /** A folder for what a program wrote. */
  chooseSaveFolder?(): Promise<string | null>;
  /** Shows a file in the system's file manager. */
  reveal?(file: string): Promise<void>;
  /** Tells the system, which may list it, that this recording was opened. */
  noteOpened?(file: string): void;
  /** Absent where a page opens windows itself. */
  openWindow?(): Promise<void>;
}

/** What the handlers work with, for one request. */
export interface AppContext {
  readonly host: HostAbilities;
  readonly library: Library;
  /** Recordings from outside the library that were opened. */
  readonly recent: RecentFiles;
  readonly sessions: OpenSessions;
  readonly recordings: Recordings;
  readonly exports: ExportJobs;
  readonly parts: ProjectParts;
  readonly written: WrittenFiles;
  readonly startSession: string | null;
  /** The window that asks. */
  readonly window: WindowId;
  /** Tells the window that asks, also later. */
  tell(event: AppEvent): void;
  /** Tells one window. */
  tellWindow(window: WindowId, event: AppEvent): void;
  /** Tells every window. */
  tellAll(event: AppEvent): void;
}
