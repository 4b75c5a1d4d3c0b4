// Owns what window and main process say about programs of more than one file: what the user chose stays in the main process and has a
// handle, so that a window names no path of the disk. Plain data.

import { z } from 'zod';
import type { LeftOut, ProjectFileFacts } from '../model/project/project-rules.ts';

const handle = z.string().min(1).max(64);

export const partKind = z.enum(['folder', 'site-packages', 'wheel']);
export type PartKind = z.output<typeof partKind>;

/** What the user chose, as it is now. */
export interface ProjectPart {
  /** Handle for `project` and `project.notes`. */
  readonly part: string;
  readonly kind: PartKind;
  /** Of the folder or the wheel, without folders. */
  readonly name: string;
  /** Of a wheel: itself. */
  readonly files: readonly ProjectFileFacts[];
  readonly leftOut: readonly LeftOut[];
  readonly totalBytes: number;
  /** Where its program may start: files at its top, packages and modules for `-m`. The likeliest come first. */
  readonly entries: { readonly files: readonly string[]; readonly modules: readonly string[] };
}

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const name = z.string().min(1).max(255);

/** Files that a browser's user chose; a browser cannot name them to the host, so the window sends them. */
export const givenPart = z.object({
  kind: partKind,
  name,
  files: z.array(z.object({ path: z.string().min(1).max(4096), bytes })).max(20_000),
  leftOut: z.array(z.object({ path: z.string().max(4096), reason: z.string().max(200) })),
});

/** In place of a program of one file that is started as it is. */
export const projectChoice = z.object({
  /** Absent: the one program. */
  folder: handle.optional(),
  entry: z
    .union([
      z.object({ file: z.string().min(1).max(4096) }),
      z.object({ module: z.string().max(1000) }),
    ])
    .optional(),
  env: z.record(z.string().min(1).max(1000), z.string().max(100_000)).default({}),
  libraries: z.array(handle).max(100).default([]),
});

/** The whole standard input: as text, or as the bytes of a file. */
export const standardInput = z.union([z.string().max(50_000_000), bytes]);

/** A file that the program made or changed, from its working directory. */
export type WrittenFileFacts = ProjectFileFacts;

/** Where they were saved: a folder, or what a browser then downloads. */
export interface SavedFiles {
  readonly target: string;
  readonly downloadUrl: string | null;
}
