// Records a program the way the app does: real engine, real recorder, real file.

import path from 'node:path';
import { startRecording } from '../../src/main/app/record-program.ts';
import { openSession } from '../../src/main/session/read/open-session.ts';
import type { SessionFile } from '../../src/main/session/read/session-file.ts';
import type { SessionFacts } from '../../src/shared/model/session.ts';

export interface RecordedProgram {
  readonly path: string;
  readonly facts: SessionFacts;
  readonly stdout: string;
  readonly stderr: string;
  open(): SessionFile;
}

let number = 0;

export async function recordProgram(
  folder: string,
  source: string | Uint8Array,
  overrides: Partial<Parameters<typeof startRecording>[0]> = {},
): Promise<RecordedProgram> {
  const file = path.join(folder, `run-${++number}.refscope`);
  const written = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const { finished } = startRecording({
    path: file,
    programName: 'prog.py',
    source: typeof source === 'string' ? new TextEncoder().encode(source) : source,
    args: [],
    python: '3.12',
    stdin: new Uint8Array(),
    onOutput: (stream, bytes) => written[stream].push(bytes),
    onInputWanted: () => undefined,
    onProgress: () => undefined,
    ...overrides,
  });
  const { facts, failure } = await finished;
  if (failure) throw failure;
  return {
    path: file,
    facts,
    stdout: Buffer.concat(written.stdout).toString('utf8'),
    stderr: Buffer.concat(written.stderr).toString('utf8'),
    open: () => openSession(file),
  };
}
