import { expect, test } from 'vitest';
import { labelName } from '../../../src/main/session/read/label-name.ts';

test('an object goes by its first name, but for those that every instance has', () => {
  expect(labelName([])).toBe('');
  expect(labelName(['a', 'b'])).toBe('a');
  expect(labelName(['self', 'server', 'other'])).toBe('server');
  expect(labelName(['cls', 'Node'])).toBe('Node');
  expect(labelName(['self', 'cls'])).toBe('self');
});
