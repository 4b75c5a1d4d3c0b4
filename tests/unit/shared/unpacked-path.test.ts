import { expect, it } from 'vitest';
import { unpackedPath } from '../../../src/shared/base/unpacked-path.ts';

it.each([
  [
    '/opt/Refscope/resources/app.asar/out/main/x.js',
    '/opt/Refscope/resources/app.asar.unpacked/out/main/x.js',
  ],
  ['C:\\R\\resources\\app.asar\\package.json', 'C:\\R\\resources\\app.asar.unpacked\\package.json'],
])('a file of the archive is beside it: %s', (inside, beside) => {
  expect(unpackedPath(inside)).toBe(beside);
  expect(unpackedPath(beside)).toBe(beside);
});

it.each(['/home/me/refscope/out/main/x.js', '/x/app.asar', '/my app.asar.old/out/x.js'])(
  'others stay: %s',
  (path) => {
    expect(unpackedPath(path)).toBe(path);
  },
);
