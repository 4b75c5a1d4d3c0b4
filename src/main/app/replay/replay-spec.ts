// Owns what a replay of a session needs: the engine it was recorded with and its program, as the file holds them.

import type { BootSpec } from '../../../shared/model/engine-messages.ts';
import type { SessionFile } from '../../session/read/session-file.ts';
import { prepareEngine } from '../engine-cache.ts';
import { programOf } from '../program-of-session.ts';
import { programSpec } from '../record-specs.ts';

/** Throws Failure when the session lacks what its program needs. */
export async function replaySpec(session: SessionFile): Promise<BootSpec> {
  const program = programOf(session);
  const { definition, packageDir, module } = await prepareEngine(program.python, {
    sites: 'rewindable',
  });
  return {
    engine: definition.id,
    packageDir,
    module,
    program: programSpec(program),
    record: true,
  };
}
