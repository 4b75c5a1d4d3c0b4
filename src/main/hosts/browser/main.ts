// The browser host as a program: [--no-open] [--port N] [FILE.refscope]. Prints the window's address, token included, as a line of its
// own on stdout; everything else goes to stderr. Ends on SIGINT and SIGTERM, with recordings in progress kept.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../../shared/base/failure.ts';
import { startSessionFor } from '../../app/start-session.ts';
import { startBrowserHost } from './server.ts';

interface Arguments {
  readonly port: number;
  readonly opens: boolean;
  readonly file: string | null;
}

function readArguments(argv: string[]): Arguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Failure('bad-request', error instanceof Error ? error.message : String(error));
  }
  const port = Number(parsed.values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Failure(
      'bad-request',
      `--port ${parsed.values.port}: name a number from 0 to 65535.`,
    );
  const [file, ...more] = parsed.positionals;
  if (more.length > 0)
    throw new Failure('bad-request', `One file can be opened, not ${more.length + 1}.`);
  return {
    port,
    opens: !parsed.values['no-open'],
    file: file === undefined ? null : path.resolve(file),
  };
}

function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // Without a browser here the printed address is what there is.
  child.on('error', () =>
    process.stderr.write('No browser could be opened; use the address above.\n'),
  );
  child.unref();
}

async function main(): Promise<void> {
  const { port, opens, file } = readArguments(process.argv.slice(2));
  const host = await startBrowserHost({ port, startSession: await startSessionFor(file) });
  process.stdout.write(`${host.url}\n`);
  if (opens) openBrowser(host.url);
  let isEnding = false;
  const end = (): void => {
    if (isEnding) process.exit(130);
    isEnding = true;
    void host.close().finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`refscope: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Failure && error.kind === 'bad-request' ? 2 : 1;
});
