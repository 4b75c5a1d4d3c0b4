// Owns what a window asks to be recorded, as the sandbox takes it: its editor's program, alone or with libraries, or a folder's.

import type { Parsed } from '../../../shared/api/contract.ts';
import { singleFile } from '../record-specs.ts';
import { makeProject, type MadeProject } from './make-project.ts';
import type { ProjectParts } from './project-parts.ts';

type Asked = Pick<Parsed<'record.start'>, 'name' | 'source' | 'project'>;

/** Throws Failure. */
export async function programToRecord(
  parts: ProjectParts,
  { name, source, project }: Asked,
): Promise<Pick<MadeProject, 'project' | 'source' | 'programName'>> {
  if (project) return makeProject(await parts.choice(project, name, source));
  const bytes = new TextEncoder().encode(source);
  return { project: singleFile(name, bytes), source: bytes, programName: name };
}
