// Owns the loopback server of the browser host: the window's files, its socket, uploads and downloads, and nothing else.
// Invariant: it listens on 127.0.0.1 only, and every request passes Access first.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../../../shared/base/failure.ts';
import { createApp, type App } from '../../app/create-app.ts';
import { rendererDir } from '../../app/places.ts';
import { Downloads } from './downloads.ts';
import { Access, tokenOfQuery, urlOf } from './access.ts';
import { Windows } from './socket.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';
import { takeUpload } from './uploads.ts';

export interface BrowserHostOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly startSession: string | null;
  readonly libraryDir?: string;
  readonly windowDir?: string;
  /** How long the sessions of a window that went are kept, should it come back. */
  readonly keepSessionsMs?: number;
  /** How long a request may stop on its way, in its headers or in its body. */
  readonly patienceMs?: number;
}

const KEEP_SESSIONS_MS = 60_000;
const PATIENCE_MS = 30_000;

export interface BrowserHost {
  /** With the token: whoever has it has the app. */
  readonly url: string;
  close(): Promise<void>;
}

const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

interface Site {
  readonly access: Access;
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly downloads: Downloads;
  readonly app: App;
  readonly patienceMs: number;
}

/** Throws Failure when the port is taken or the window was not built. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const files = readStaticFiles(options.windowDir ?? rendererDir);
  const access = new Access();
  const downloads = new Downloads();
  const windows = new Windows(() => app, options.keepSessionsMs ?? KEEP_SESSIONS_MS);
  const app = createApp({
    host: { kind: 'browser', chooseExport: async (name) => downloads.offer(name) },
    emit: (event, window) => windows.emit(event, window),
    startSession: options.startSession,
    ...(options.libraryDir === undefined ? {} : { libraryDir: options.libraryDir }),
  });
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const site: Site = { access, files, downloads, app, patienceMs };
  const limits = {
    headersTimeout: patienceMs,
    // A large session takes its time; that it does not stop is seen to where it is taken.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1000, patienceMs),
  };
  const server = createServer(limits, (request, response) => {
    respond(site, request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const isFine =
      urlOf(request).pathname === '/ws' && access.isOurs(request) && access.hasToken(request);
    if (isFine) windows.accept(request, socket, head);
    else socket.destroy();
  });
  access.port = await listen(server, options.port);
  return {
    url: access.url,
    close: async () => {
      windows.close();
      server.close();
      server.closeAllConnections();
      await app.close();
      await downloads.removeAll();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem =
        error.code === 'EADDRINUSE'
          ? 'is taken; choose another with --port'
          : `cannot be used (${error.code})`;
      reject(new Failure('bad-request', `Port ${port} ${problem}.`));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function respond(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const { access } = site;
  if (!access.isOurs(request)) return plain(response, 403, 'This address is not for you.');
  if (!access.hasToken(request))
    return plain(
      response,
      403,
      'Open the address that Refscope printed when it started: it holds the key.',
    );
  const { pathname } = urlOf(request);
  if (request.method === 'POST' && pathname === '/upload') return upload(site, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(response, 405, 'Nothing can be done that way.');
  if (pathname === '/' && access.isToken(tokenOfQuery(request))) {
    // From here on the cookie holds the token, and neither history nor screenshots do.
    response.writeHead(302, { 'Set-Cookie': access.cookie, Location: '/' }).end();
    return;
  }
  if (pathname.startsWith('/download/') && (await site.downloads.send(pathname, response))) return;
  const file = site.files.get(pathname);
  // Browsers ask for it unasked, and report a missing one as an error of the page.
  if (pathname === '/favicon.ico' && !file) return void response.writeHead(204).end();
  if (!file) return plain(response, 404, 'There is nothing here.');
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

async function upload(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = urlOf(request).searchParams.get('name') ?? 'session.refscope';
  const answer = (status: number, value: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
    response.end(JSON.stringify(value));
  };
  try {
    // A page of another site can send a form here without asking; only ours sends this header's value.
    if (request.headers.origin !== `http://${request.headers.host}`)
      throw new Failure('bad-request', 'Files are taken from the window only.');
    request.setTimeout(site.patienceMs, () => request.destroy());
    answer(200, { path: await takeUpload(request, name, site.app.library) });
  } catch (error) {
    // Who stopped sending hears nothing more.
    if (request.destroyed && !request.complete) return;
    if (!(error instanceof Failure)) console.error(error);
    answer(400, {
      message: error instanceof Failure ? error.message : `${name} could not be saved.`,
    });
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
