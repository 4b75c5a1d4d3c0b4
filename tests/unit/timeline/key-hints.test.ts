import { expect, it } from 'vitest';
import {
  KNOWN_AFTER,
  useKeyHints,
} from '../../../src/renderer/timeline/toolbar/key-hints-store.ts';

it('the keys are shown until they were used often enough', () => {
  expect(useKeyHints.getState().isShown).toBe(true);
  for (let i = 1; i < KNOWN_AFTER; i++) useKeyHints.getState().used();
  expect(useKeyHints.getState().isShown).toBe(true);
  useKeyHints.getState().used();
  expect(useKeyHints.getState().isShown).toBe(false);
});
