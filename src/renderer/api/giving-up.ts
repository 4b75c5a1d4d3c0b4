// Owns when a question that nobody needs any more is taken back: at once when it is told so, or when a newer one has waited for it
// for a while. Not at once then, or a playhead that is dragged would never see an answer. Invariant: one question at a time.

/** What takes less is worth waiting for, although a newer question waits: it is shown on the way. */
const PATIENCE_MS = 120;

export interface GivingUp {
  /** A question starts. */
  begin(): AbortSignal;
  /** A newer one waits for it. */
  outdated(): void;
  /** Nobody needs it. */
  now(): void;
  /** It was answered. */
  end(): void;
}

export const createGivingUp = (patienceMs = PATIENCE_MS): GivingUp => {
  let controller: AbortController | null = null;
  let startedMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
    controller = null;
  };
  const now = (): void => {
    const given = controller;
    end();
    given?.abort();
  };
  return {
    begin: () => {
      end();
      controller = new AbortController();
      startedMs = Date.now();
      return controller.signal;
    },
    outdated: () => {
      if (controller) timer ??= setTimeout(now, Math.max(0, startedMs + patienceMs - Date.now()));
    },
    now,
    end,
  };
};
