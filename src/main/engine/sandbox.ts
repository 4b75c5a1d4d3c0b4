// Owns what the recorded program can reach. The only way out of a wasm instance is its imports: after boot, those on the
// list below pass (memory file system, clocks, entropy, output, input, the interpreter's own trampolines); every other one
// is refused. A refused system call gives the program an ordinary OSError; anything else ends the run cleanly.
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
  'proc_exit',
  'exit',
  'abort',
  '_abort_js',
  '__assert_fail',
  'setTempRet0',
  'getTempRet0',
  '__syscall_poll',
  '__syscall_pipe',
  '_mmap_js',
  '_munmap_js',
  '_msync_js',
  'emscripten_memcpy_js',
  // Looks names up in the module itself; what it finds among the imports is wrapped like the rest.
  '_dlsym_js',
  '_emscripten_memcpy_js',
  'llvm_eh_typeid_for',
  // `import ctypes` makes a callback in 3.14. They touch the module's memory and function table only.
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
    'ioctl',
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

/**
 * Wraps every function import in place. `maxMemoryBytes` bounds the program's memory from the start: a growth beyond it
 * fails, which Python turns into MemoryError.
 */
export function wrapImports(
  imports: Record<string, Record<string, unknown>>,
  maxMemoryBytes: number,
): Sandbox {
  let sealed = false;
  for (const [module, functions] of Object.entries(imports)) {
    if (module.startsWith('GOT.')) continue;
    for (const [name, original] of Object.entries(functions)) {
      if (typeof original !== 'function') continue;
      const call = original as HostFunction;
      if (name === 'emscripten_resize_heap')
        functions[name] = keep(call, (size) =>
          Number(size) >>> 0 > maxMemoryBytes ? 0 : call(size),
        );
      else if (!isAllowed(name))
        functions[name] = keep(
          call,
          refusing(call, refusal(name), () => sealed),
        );
    }
  }
  return {
    seal: () => {
      sealed = true;
    },
  };
}

const refusing =
  (call: HostFunction, refuse: HostFunction, sealed: () => boolean): HostFunction =>
  (...args) =>
    sealed() ? refuse(...args) : call(...args);

/** Emscripten reads properties of its imports (`sig`): they move to the wrapper. */
const keep = (original: HostFunction, wrapper: HostFunction): HostFunction =>
  Object.assign(wrapper, original);
