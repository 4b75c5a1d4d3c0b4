// Owns the rule that however often something changes, it is drawn at most once per animation frame.

export interface Frame {
  request(): void;
  cancel(): void;
}

export const createFrame = (draw: (nowMs: number) => void): Frame => {
  let handle = 0;
  return {
    request: () => {
      if (handle !== 0) return;
      handle = requestAnimationFrame((nowMs) => {
        handle = 0;
        draw(nowMs);
      });
    },
    cancel: () => {
      cancelAnimationFrame(handle);
      handle = 0;
    },
  };
};
