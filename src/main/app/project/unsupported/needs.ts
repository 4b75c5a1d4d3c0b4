// Owns what programs import and call that needs something the sandbox does not have. Must not read programs.

export type Lack = 'threads' | 'processes' | 'network' | 'native' | 'screen' | 'timers';

/** What cannot work, to follow "the sandbox ". */
export const LACKS: Readonly<Record<Lack, string>> = {
  threads: 'has no threads, so starting one is an error there',
  processes: 'has no processes, so starting one is an error there',
  network:
    "has no network beyond the program's own sockets, so connecting elsewhere is an error there",
  native: 'runs no native modules, so importing one is an error there',
  screen: 'has no screen, so drawing on it is an error there',
  timers: 'delivers no signals, so such a timer never fires there',
};

/** A name stands for all below it, too. */
const NAMES: Readonly<Record<Lack, string>> = {
  threads: 'threading _thread concurrent.futures asyncio.to_thread',
  processes: `multiprocessing subprocess pty os.system os.popen os.fork os.forkpty os.posix_spawn os.posix_spawnp
    os.spawnl os.spawnv os.spawnvp os.execl os.execlp os.execv os.execve os.execvp os.execvpe
    asyncio.create_subprocess_exec asyncio.create_subprocess_shell`,
  network: `socket socketserver ssl http.client http.server urllib.request xmlrpc smtplib ftplib imaplib poplib
    asyncio.open_connection asyncio.start_server requests httpx aiohttp urllib3 websockets`,
  native: `numpy pandas scipy sklearn torch tensorflow matplotlib PIL cv2 lxml cryptography psycopg2 pydantic_core
    PyQt5 PyQt6 PySide6`,
  screen: 'tkinter turtle curses',
  timers: 'signal.alarm signal.setitimer',
};

const LACK_OF: ReadonlyMap<string, Lack> = new Map(
  // The keys of a Record are its own type.
  (Object.keys(NAMES) as Lack[]).flatMap((lack) =>
    NAMES[lack].split(/\s+/).map((name) => [name, lack]),
  ),
);

export interface Need {
  /** The name of the table. */
  readonly name: string;
  readonly lack: Lack;
}

/** What a dotted name needs that is not there: `http.client.HTTPConnection` is below `http.client`. */
export function needOf(dotted: string): Need | null {
  const parts = dotted.split('.');
  for (let n = 1; n <= parts.length; n++) {
    const name = parts.slice(0, n).join('.');
    const lack = LACK_OF.get(name);
    if (lack !== undefined) return { name, lack };
  }
  return null;
}

const FIRST_PARTS = [...new Set([...LACK_OF.keys()].map((name) => name.split('.')[0] ?? ''))];
const ANY_NAME = new RegExp(`\\b(?:${FIRST_PARTS.join('|')})\\b`);

/** A quick no: a text without any of the names needs no reading. */
export const mayNeed = (source: string): boolean => ANY_NAME.test(source);
