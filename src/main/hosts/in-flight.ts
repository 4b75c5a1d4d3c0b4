// Owns which requests of one window are on their way and how each is taken back. Must not know what is asked or how it travels.
// Invariant: a request that was answered cannot be taken back.

export class InFlight {
  readonly #controllers = new Map<number, AbortController>();

  /** Runs a request; `ticket` is what the window knows it by, if it does. */
  async run<Value>(
    ticket: number | undefined,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    const controller = new AbortController();
    if (ticket !== undefined) this.#controllers.set(ticket, controller);
    try {
      return await work(controller.signal);
    } finally {
      if (ticket !== undefined) this.#controllers.delete(ticket);
    }
  }

  cancel(ticket: number): void {
    this.#controllers.get(ticket)?.abort();
  }
}
