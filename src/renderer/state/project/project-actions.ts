// Owns what the project dialog does: choosing parts, in the host's dialog or the browser's own, and running. Must not know components.

import type { Params, PartKind, ProjectPart } from '../../../shared/api/index.ts';
import { api, sentenceOf } from '../../api/client.ts';
import { startRecording } from '../actions.ts';
import { programFileName, useProgram } from '../program-store.ts';
import { parseEnvironment } from './environment.ts';
import { givenFolder, givenWheel } from './given-files.ts';
import { useProject } from './project-store.ts';

type ProjectParam = NonNullable<Params<'record.start'>['project']>;

const take = (part: ProjectPart): void => {
  const { takeFolder, addLibrary } = useProject.getState();
  if (part.kind === 'folder') takeFolder(part);
  else addLibrary(part);
  void refreshNotes();
};

const busily = async (work: () => Promise<ProjectPart | null>): Promise<void> => {
  useProject.setState({ isBusy: true, problem: '' });
  try {
    const part = await work();
    if (part) take(part);
  } catch (error) {
    useProject.setState({ problem: sentenceOf(error) });
  } finally {
    useProject.setState({ isBusy: false });
  }
};

/** Answers false where the host has no dialog, and the browser's own must be shown. */
export const choosePart = async (kind: PartKind): Promise<boolean> => {
  if (api.host === 'browser') return false;
  await busily(async () => (await api.request('project.choose', { kind })).part);
  return true;
};

export const givePart = (kind: PartKind, files: readonly File[]): Promise<void> =>
  busily(async () => {
    const [first] = files;
    if (!first) return null;
    const given = kind === 'wheel' ? await givenWheel(first) : await givenFolder(kind, files);
    return api.request('project.give', given);
  });

/** Throws an Error whose message is a sentence. */
const projectParam = (): ProjectParam => {
  const { from, folder, startsAs, file, module, envText, libraries } = useProject.getState();
  const { env, problem } = parseEnvironment(envText);
  if (problem !== '') throw new Error(problem);
  const common = { env, libraries: libraries.map(({ part }) => part) };
  if (from === 'editor') return common;
  if (!folder) throw new Error('Choose the folder of the program.');
  const start = (startsAs === 'file' ? file : module).trim();
  if (start === '')
    throw new Error(startsAs === 'file' ? 'Name the file to start.' : 'Name the module to start.');
  return {
    ...common,
    folder: folder.part,
    entry: startsAs === 'file' ? { file: start } : { module: start },
  };
};

const input = async (): Promise<string | Uint8Array | undefined> => {
  const { input: from, inputText, inputFile } = useProject.getState();
  if (from === 'ask') return undefined;
  if (from === 'text') return inputText;
  if (!inputFile) throw new Error('Choose the file with the input.');
  return new Uint8Array(await inputFile.arrayBuffer());
};

const programNow = () => {
  const { from, startsAs, file, module } = useProject.getState();
  const { name: editorName, source, argsText, python } = useProgram.getState();
  if (from === 'editor') return { name: programFileName(editorName), source, argsText, python };
  // For titles; what is started is in the project's own words.
  const name = (startsAs === 'file' ? file : module).slice(-200);
  return { name, source: '', argsText, python };
};

/** What the program uses that the sandbox does not have, said before it runs. */
export const refreshNotes = async (): Promise<void> => {
  try {
    const { name, source } = programNow();
    const notes = await api.request('project.notes', { name, source, project: projectParam() });
    useProject.setState({ notes });
  } catch {
    // What is wrong or missing yet is said when it is to be run.
    useProject.setState({ notes: [] });
  }
};

export const runProject = async (): Promise<void> => {
  try {
    const project = projectParam();
    const stdin = await input();
    if (useProject.getState().from === 'editor') useProgram.getState().markClean();
    useProject.setState({ isOpen: false, problem: '' });
    await startRecording({ ...programNow(), project, ...(stdin === undefined ? {} : { stdin }) });
  } catch (error) {
    useProject.setState({ problem: sentenceOf(error) });
  }
};
