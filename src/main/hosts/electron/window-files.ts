// Owns the address under which the window loads its files: app://refscope/…, a scheme of its own, so that no page ever has the
// rights of file://. Must not serve anything but the built window.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol, type Protocol } from 'electron';
import { rendererDir } from '../../app/places.ts';

const SCHEME = 'app';
const HOST = 'refscope';
export const WINDOW_URL = `${SCHEME}://${HOST}/index.html`;
const ORIGIN = `${SCHEME}://${HOST}`;

/** The page's own address; anything else may not talk to the main process. */
export const isWindowUrl = (url: string): boolean => url === ORIGIN || url.startsWith(`${ORIGIN}/`);

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Before the app is ready. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** The file behind an address of the window, or null when it is not below `dir`. */
export function fileOf(url: string, dir = rendererDir): string | null {
  const { host, pathname } = new URL(url);
  if (host !== HOST) return null;
  const file = path.resolve(dir, `.${decodeURIComponent(pathname)}`);
  return file.startsWith(`${path.resolve(dir)}${path.sep}`) ? file : null;
}

export function serveWindow(on: Protocol): void {
  on.handle(SCHEME, async ({ url }) => {
    const file = fileOf(url);
    if (!file) return new Response('There is nothing here.', { status: 404 });
    const answer = await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!answer?.ok) return new Response('There is nothing here.', { status: 404 });
    const headers = new Headers(answer.headers);
    headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(answer.body, { status: 200, headers });
  });
}
