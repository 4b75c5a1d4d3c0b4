// Owns a program's output on its way to a window: decoded as UTF-8 across pieces, gathered for some milliseconds, and bounded when
// a program writes faster than anybody can read. The session file has all of it.

type Stream = 'stdout' | 'stderr';

const FLUSH_MS = 40;
/** More than a window keeps. */
const MAX_PENDING_CHARS = 500_000;

export class OutputText {
  readonly #send: (stream: Stream, text: string) => void;
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  #pending: { stream: Stream; text: string }[] = [];
  #pendingChars = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (stream: Stream, text: string) => void) {
    this.#send = send;
  }

  take(stream: Stream, bytes: Uint8Array): void {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    const last = this.#pending.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.#pending.push({ stream, text });
    this.#pendingChars += text.length;
    if (this.#pendingChars > 2 * MAX_PENDING_CHARS) this.#dropOldest();
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const pieces = this.#pending;
    this.#pending = [];
    this.#pendingChars = 0;
    for (const { stream, text } of pieces) if (text !== '') this.#send(stream, text);
  }

  #dropOldest(): void {
    let surplus = this.#pendingChars - MAX_PENDING_CHARS;
    for (const piece of this.#pending) {
      const dropped = Math.min(surplus, piece.text.length);
      piece.text = piece.text.slice(dropped);
      surplus -= dropped;
    }
    this.#pendingChars = MAX_PENDING_CHARS;
  }
}
