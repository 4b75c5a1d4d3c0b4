// Owns what JavaScript that runs in the engine's thread could do by itself. The program cannot run JavaScript (sandbox.ts); should it
// ever find a way, there is nothing to reach with it. Must not know the interpreter.
// Invariant: afterwards no text becomes code in this thread, and what speaks to the system is not there.

const refuse = (): never => {
  throw new EvalError('this thread runs no code from strings');
};

/** Members of `process` that load code, end or signal other processes, or change the host's state. */
const PROCESS_POWERS = [
  'dlopen',
  'binding',
  '_linkedBinding',
  'kill',
  '_kill',
  '_debugProcess',
  'getBuiltinModule',
  'loadEnvFile',
  'abort',
  'chdir',
  'setuid',
  'setgid',
] as const;

const GLOBAL_POWERS = [
  'fetch',
  'WebSocket',
  'EventSource',
  'Worker',
  'BroadcastChannel',
  'require',
  'module',
] as const;

/** Takes them away from the thread that calls it, for good. The engine has booted: what it needs is loaded. */
export function dropAmbientPowers(): void {
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const kind of kinds) fix(Object.getPrototypeOf(kind) as object, 'constructor', refuse);
  for (const name of ['eval', 'Function']) fix(globalThis, name, refuse);
  // Some are made when they are first touched, even by a definition.
  for (const name of GLOBAL_POWERS) Reflect.deleteProperty(globalThis, name);
  for (const name of PROCESS_POWERS) fix(process, name, undefined);
  fix(process, 'env', Object.freeze({}));
}

function fix(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: false, configurable: false });
}
