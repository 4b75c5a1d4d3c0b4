// Owns how session facts are kept in table `meta` (one JSON value per key) and checked when they are read.
// Must not know SQL. Invariant: facts that were read are complete and of the right types, whatever the file says.

import { z } from 'zod';
import type { SessionFacts } from '../../../shared/model/session.ts';
import { RUN_STATUSES } from '../../../shared/model/session.ts';
import { FORMAT_VERSION } from './database.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0);

const factsSchema = z.object({
  formatVersion: z.number().int().min(1).default(FORMAT_VERSION),
  appVersion: z.string().max(100).default(''),
  engine: z.enum(['3.12', '3.13', '3.14']).default('3.12'),
  pythonVersion: z.string().max(100).default(''),
  programName: z.string().max(10_000).default(''),
  args: z.array(z.string()).max(100_000).default([]),
  launch: z
    .object({
      workingDirectory: z.string().max(10_000),
      command: z.array(z.string()).max(10),
      env: z.record(z.string(), z.string()),
    })
    .optional(),
  entropySeed: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  startedAt: z.string().max(100).default(''),
  durationMs: z.number().min(0).default(0),
  status: z.enum(RUN_STATUSES).default('recording'),
  statusReason: z.string().max(100_000).default(''),
  exitStatus: z.number().int().nullable().default(null),
  events: count,
  steps: count,
  objects: count,
  collected: count,
  immortal: count,
  gaps: count,
  audit: z.object({ objects: count, mismatches: count, calls: count }).nullable().default(null),
  runFromSeq: count,
  exitFromSeq: count,
});

/** Facts of a session that has just begun. */
export const initialFacts = (): SessionFacts => factsSchema.parse({});

/** Facts from the rows of table `meta`; keys that are not facts are ignored. null when a value is not what it must be. */
export function parseFacts(meta: ReadonlyMap<string, string>): SessionFacts | null {
  const values: Record<string, unknown> = {};
  try {
    for (const key of Object.keys(factsSchema.shape)) {
      const text = meta.get(key);
      if (text !== undefined) values[key] = JSON.parse(text);
    }
  } catch {
    return null;
  }
  const parsed = factsSchema.safeParse(values);
  return parsed.success ? parsed.data : null;
}

/** Names of opcodes; index = opcode. Empty when the file has none or they are not what they must be. */
export function parseOpcodeNames(meta: ReadonlyMap<string, string>): readonly string[] {
  try {
    const parsed = z
      .array(z.string())
      .max(1024)
      .safeParse(JSON.parse(meta.get('opcodeNames') ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
