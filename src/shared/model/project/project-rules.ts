// Owns which files of a folder belong to a program: what tools and version control keep beside it stays out, so does what the sandbox
// could not use. One rule for the app, which walks a folder, and the window, which is given a list of files by a browser. Must not read
// anything. Invariant: whatever is left out is named, a folder once.

/** What the sandbox takes at most. */
export const PROJECT_LIMITS = { fileBytes: 10_000_000, totalBytes: 100_000_000, files: 5_000 };

export interface ProjectFileFacts {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly size: number;
}

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

const TOOL_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '__pycache__',
  'node_modules',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.idea',
  '.vscode',
  '.eggs',
]);
const TOOL_FILES = /\.(?:pyc|pyo|refscope)$|^\.DS_Store$/;
/** Every virtual environment has it, whatever its folder is called. */
export const VENV_MARK = 'pyvenv.cfg';
export const NATIVE_MODULE = /\.(?:so|pyd|dylib|dll)$/;

export const IS_VENV = 'a virtual environment';
const NOT_OF_THE_PROGRAM = 'not part of the program';

export const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** null: the folder is gone into. */
export const whyFolderStaysOut = (name: string): string | null =>
  TOOL_FOLDERS.has(name) ? NOT_OF_THE_PROGRAM : null;

/** null: its size decides. */
export function whyNameStaysOut(name: string): string | null {
  if (TOOL_FILES.test(name)) return NOT_OF_THE_PROGRAM;
  return NATIVE_MODULE.test(name) ? 'a native module, which cannot run in the sandbox' : null;
}

/** null: the file is taken. */
export const whySizeStaysOut = (size: number): string | null =>
  size > PROJECT_LIMITS.fileBytes
    ? `${megabytes(size)}, more than ${megabytes(PROJECT_LIMITS.fileBytes)}`
    : null;

/** A sentence when this is more than the sandbox takes, else null. */
export function tooMuch(folder: string, files: readonly ProjectFileFacts[]): string | null {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const { files: mostFiles, totalBytes } = PROJECT_LIMITS;
  if (files.length <= mostFiles && bytes <= totalBytes) return null;
  return `${folder} has ${files.length} files of ${megabytes(bytes)} together, more than the sandbox takes (${mostFiles} files, ${megabytes(totalBytes)}); record a smaller folder.`;
}

const parentsOf = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
};
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The same rules for all files of a folder and of those below it, as one list. */
export function sortOut<File extends ProjectFileFacts>(
  all: readonly File[],
): { files: File[]; leftOut: LeftOut[] } {
  const venvs = new Set(
    all
      .filter(({ path }) => path.endsWith(`/${VENV_MARK}`))
      .map(({ path }) => path.slice(0, -VENV_MARK.length - 1)),
  );
  const files: File[] = [];
  const leftOut = new Map<string, string>();
  for (const file of all) {
    const folder = parentsOf(file.path).find(
      (parent) => whyFolderStaysOut(nameOf(parent)) !== null || venvs.has(parent),
    );
    if (folder !== undefined) {
      leftOut.set(folder, whyFolderStaysOut(nameOf(folder)) ?? IS_VENV);
      continue;
    }
    const why = whyNameStaysOut(nameOf(file.path)) ?? whySizeStaysOut(file.size);
    if (why === null) files.push(file);
    else leftOut.set(file.path, why);
  }
  return { files, leftOut: [...leftOut].map(([path, reason]) => ({ path, reason })) };
}
