// Owns what the recorded program can reach. The only way out of a wasm instance is its imports: after boot, those on the
// list below pass (memory file system, clocks, entropy, output, input, the interpreter's own trampolines), some are answered by what
// takes their place (loopback/), and every other one is refused. A refused system call gives the program an ordinary OSError; ctypes finds no refused function by its name
// (AttributeError); a call that comes about otherwise ends the run cleanly.
// Invariant: what is not named here is refused.

/** emscripten's EPERM ("Operation not permitted"). */
const EPERM = 63;

const ALLOWED = new Set([
  '_PyEM_TrampolineCall_JS',
  '_PyEM_TrampolineCall_inner',
  '_PyEM_GetCountArgsPtr',
  '_PyEM_CountFuncParams',
  '_PyEM_InitTrampoline_js',
  '_PyImport_InitFunc_TrampolineCall',
  '_PyEM_detect_type_reflection',
  '_Py_emscripten_runtime',
  '_Py_CheckEmscriptenSignals_Helper',
  '_emscripten_get_progname',
  'emscripten_get_heap_max',
  'emscripten_resize_heap',
  '_emscripten_throw_longjmp',
  'environ_get',
  'environ_sizes_get',
  'getentropy',
  'random_get',
  'emscripten_date_now',
  'emscripten_get_now',
  'emscripten_get_now_res',
  '_emscripten_get_now_is_monotonic',
  'clock_time_get',
  'clock_res_get',
  '_localtime_js',
  '_gmtime_js',
  '_mktime_js',
  '_timegm_js',
  '_tzset_js',
  'strftime',
  'strftime_l',
  'fd_read',
  'fd_write',
  'fd_pread',
  'fd_pwrite',
  'fd_seek',
  'fd_close',
  'fd_sync',
  'fd_fdstat_get',
  // What a signal does by default comes as this and then as an exit with 128 and its number.
  '_emscripten_runtime_keepalive_clear',
  'proc_exit',
  'exit',
  'abort',
  '_abort_js',
  // Calls a function of the program's own: what it set for a signal that it sends to itself.
  '__call_sighandler',
  '__assert_fail',
  'setTempRet0',
  'getTempRet0',
  '__syscall_pipe',
  '_mmap_js',
  '_munmap_js',
  '_msync_js',
  'emscripten_memcpy_js',
  '_emscripten_memcpy_js',
  'llvm_eh_typeid_for',
  // Calls and callbacks of ctypes. They touch the module's memory and function table only.
  'ffi_call_js',
  'ffi_closure_alloc_js',
  'ffi_closure_free_js',
  'ffi_prep_closure_loc_js',
]);

const ALLOWED_SYSCALLS = new Set(
  [
    'access',
    'chdir',
    'chmod',
    'dup',
    'dup3',
    'faccessat',
    'fadvise64',
    'fallocate',
    'fchdir',
    'fchmod',
    'fchmodat',
    'fchmodat2',
    'fchown32',
    'fchownat',
    'fcntl64',
    'fdatasync',
    'fstat64',
    'fstatfs64',
    'ftruncate64',
    'getcwd',
    'getdents64',
    'lstat64',
    'mkdirat',
    'mknodat',
    'newfstatat',
    'openat',
    'readlinkat',
    'renameat',
    'rmdir',
    'stat64',
    'statfs64',
    'symlink',
    'symlinkat',
    'truncate64',
    'unlinkat',
    'utimensat',
  ].map((name) => `__syscall_${name}`),
);

/** What a C caller takes for failure, where that is not the end of the run. */
const REFUSED_ANSWERS: Readonly<Record<string, number | null>> = {
  _emscripten_system: -1,
  _dlopen_js: 0,
  getaddrinfo: -4,
  getnameinfo: -4,
  // Not one of the host's sockets, so there is nothing to wait for: the system call itself follows, on files.
  _try_fcntl64: 0,
  _try_shutdown: 0,
  _maybe_connect_async: null,
  _maybe_poll_async: null,
  _maybe_recvfrom_async: null,
  _maybe_sendto_async: null,
  // Whose the program's files are.
  __syscall_getuid32_js: 0,
  __syscall_umask_js: 0o022,
};

export class RefusedImport extends Error {
  constructor(name: string) {
    super(`the program called ${name}, which is outside the sandbox`);
  }
}

const isAllowed = (name: string): boolean =>
  ALLOWED.has(name) ||
  ALLOWED_SYSCALLS.has(name) ||
  name.startsWith('invoke_') ||
  name.startsWith('__cxa_');

type HostFunction = (...args: unknown[]) => unknown;

function refusal(name: string): HostFunction {
  const answer = REFUSED_ANSWERS[name];
  if (answer !== undefined) return () => answer;
  if (name.startsWith('__syscall_')) return () => -EPERM;
  return () => {
    throw new RefusedImport(name);
  };
}

export interface Sandbox {
  /** From now on only the list passes. */
  seal(): void;
}

export interface SandboxOptions {
  /** Bounds the program's memory from the start: a growth beyond it fails, which Python turns into MemoryError. */
  readonly maxMemoryBytes: number;
  /** The program's memory, once there is one. */
  memory(): Uint8Array | undefined;
  /** What takes the place of an import, by its name. */
  readonly own: OwnImports;
}

export type OwnImports = ReadonlyMap<string, (call: never) => (...args: never[]) => unknown>;

type Functions = Record<string, unknown>;
type Wrap = (call: HostFunction) => HostFunction;

/** Wraps every function import in place. */
export function wrapImports(
  imports: Record<string, Functions>,
  { maxMemoryBytes, memory, own }: SandboxOptions,
): Sandbox {
  let sealed = false;
  /** Not to be found by name. */
  const refused = new Set<string>();
  const wrappers: Readonly<Record<string, Wrap>> = {
    emscripten_resize_heap: (call) => (size) =>
      Number(size) >>> 0 > maxMemoryBytes ? 0 : call(size),
    _dlsym_js: (call) => refusing(call, lookUp(call, refused, memory), () => sealed),
  };
  // Two modules of imports are one table under two names.
  const tables = Object.entries(imports).flatMap(([module, table]) =>
    module.startsWith('GOT.') ? [] : [table],
  );
  for (const functions of new Set(tables)) {
    for (const [name, original] of Object.entries(functions)) {
      if (typeof original !== 'function') continue;
      const call = original as HostFunction;
      const wrap = wrappers[name] ?? (own.get(name) as Wrap | undefined);
      if (own.has(name)) refused.add(name);
      if (wrap) functions[name] = keep(call, wrap(call));
      else if (!isAllowed(name)) {
        refused.add(name);
        functions[name] = keep(
          call,
          refusing(call, refusal(name), () => sealed),
        );
      }
    }
  }
  return {
    seal: () => {
      sealed = true;
    },
  };
}

/** dlsym: finds the C functions of the module and allowed imports; no other function of the host is there. */
const lookUp =
  (
    call: HostFunction,
    refused: ReadonlySet<string>,
    memory: SandboxOptions['memory'],
  ): HostFunction =>
  (handle, symbol, ...rest) => {
    if (refused.has(cString(memory(), Number(symbol) >>> 0))) return 0;
    return call(handle, symbol, ...rest);
  };

function cString(memory: Uint8Array | undefined, address: number): string {
  if (!memory) return '';
  const bytes = memory.subarray(address, memory.indexOf(0, address));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

const refusing =
  (call: HostFunction, refuse: HostFunction, sealed: () => boolean): HostFunction =>
  (...args) =>
    sealed() ? refuse(...args) : call(...args);

/** Emscripten reads properties of its imports (`sig`): they move to the wrapper. */
const keep = (original: HostFunction, wrapper: HostFunction): HostFunction =>
  Object.assign(wrapper, original);
