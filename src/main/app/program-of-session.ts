// Owns what a session holds of its program, as far as that is needed to run it again with the same course.

import { Failure } from '../../shared/base/failure.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { scriptPath } from './record-specs.ts';
import type { RecordOptions } from './recording.ts';

type RecordedProgram = Pick<
  RecordOptions,
  'programName' | 'source' | 'project' | 'args' | 'stdin' | 'clock' | 'python' | 'maxEvents'
> &
  Required<Pick<RecordOptions, 'entropySeed'>>;

/** What the session says of its program. Throws Failure when that is not enough to run it again. */
export function programOf(session: SessionFile): RecordedProgram {
  const { programName, args, launch, engine, entropySeed, status, events } = session.facts();
  const text = session.sources().find((source) => source.path === scriptPath(programName))?.text;
  const files = launch ? session.programFiles() : [];
  const hasProgram = launch ? files.length > 0 : text !== null && text !== undefined;
  if (entropySeed === undefined || !hasProgram) {
    const missing = entropySeed === undefined ? 'the entropy of its run' : "its program's text";
    throw new Failure(
      'bad-request',
      `${session.path} does not hold ${missing}, so it cannot be run again; record the program anew.`,
    );
  }
  return {
    programName,
    source: new TextEncoder().encode(text ?? ''),
    ...(launch && { project: { files, launch } }),
    args,
    stdin: Buffer.concat(session.inputs().map((input) => input.bytes)),
    clock: session.clock(),
    python: engine,
    entropySeed,
    // A run that was ended from outside may go on for ever.
    ...(status === 'finished' ? {} : { maxEvents: Math.max(1, events) }),
  };
}
