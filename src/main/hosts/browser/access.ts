// Owns who may talk to the browser host: requests to this address, from this page, with the token of this start. Everything else on
// the machine (other pages in the browser included) is refused. Invariant: no route is reached without `isAllowed`.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export class Access {
  readonly token = randomBytes(24).toString('base64url');
  #port = 0;

  /** The port that the server listens on, known once it does. */
  set port(port: number) {
    this.#port = port;
  }
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get url(): string {
    return `${this.origin}/?token=${this.token}`;
  }
  /** Cookies know no ports: the name keeps two hosts on one machine apart. */
  get cookie(): string {
    return `refscope-${this.#port}=${this.token}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Host and Origin are ours: neither a rebound name nor another page. */
  isOurs({ headers }: IncomingMessage): boolean {
    const hosts = [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`];
    if (!hosts.includes(headers.host ?? '')) return false;
    return (
      headers.origin === undefined || hosts.map((host) => `http://${host}`).includes(headers.origin)
    );
  }

  hasToken(request: IncomingMessage): boolean {
    return this.isToken(tokenOfQuery(request)) || this.isToken(this.#cookieOf(request));
  }

  isToken(candidate: string): boolean {
    const [given, own] = [Buffer.from(candidate), Buffer.from(this.token)];
    return given.length === own.length && timingSafeEqual(given, own);
  }

  #cookieOf({ headers }: IncomingMessage): string {
    const name = `refscope-${this.#port}=`;
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length) ?? '';
  }
}

/** Whatever stands in the request's first line; what is no path has no meaning here and is `/?`, without a token. */
export function urlOf({ url = '/' }: IncomingMessage): URL {
  const address = `http://127.0.0.1${url.startsWith('/') ? url : '/?'}`;
  return new URL(URL.canParse(address) ? address : 'http://127.0.0.1/?');
}

export const tokenOfQuery = (request: IncomingMessage): string =>
  urlOf(request).searchParams.get('token') ?? '';
