import { expect, it } from 'vitest';
import { COMMANDS } from '../../../../../src/shared/model/commands.ts';
import { commandOf } from '../../../../../src/renderer/state/commands/chords.ts';

const press = (
  key: string,
  code: string,
  held: { ctrl?: boolean; shift?: boolean; alt?: boolean; meta?: boolean } = {},
) =>
  commandOf({
    key,
    code,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
  });

it('has no id and no key twice', () => {
  const ids = COMMANDS.map(({ id }) => id);
  const keys = COMMANDS.flatMap((command) => command.keys);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

it('finds WASD by place, so that another layout keeps them together', () => {
  expect(press('w', 'KeyW')).toBe('zoomIn');
  // AZERTY has Z and Q there.
  expect(press('z', 'KeyW')).toBe('zoomIn');
  expect(press('q', 'KeyA')).toBe('panLeft');
  expect(press('A', 'KeyA', { shift: true })).toBe('panLeftFar');
  // With Ctrl they are other commands, or the browser's.
  expect(press('a', 'KeyA', { ctrl: true })).toBeUndefined();
});

it('finds characters as they are typed, whichever keys that takes', () => {
  expect(press('?', 'Slash', { shift: true })).toBe('help');
  expect(press('/', 'Digit7', { shift: true })).toBe('filter');
  expect(press('+', 'Equal', { shift: true })).toBe('zoomIn');
  expect(press('.', 'Period')).toBe('nextChange');
  expect(press('[', 'BracketLeft')).toBe('birth');
});

it('tells chords apart by their modifiers', () => {
  expect(press('ArrowLeft', 'ArrowLeft')).toBe('previousEvent');
  expect(press('ArrowLeft', 'ArrowLeft', { shift: true })).toBe('previousLine');
  expect(press('ArrowLeft', 'ArrowLeft', { ctrl: true })).toBe('previousChange');
  expect(press('ArrowLeft', 'ArrowLeft', { meta: true })).toBe('previousChange');
  expect(press('ArrowLeft', 'ArrowLeft', { alt: true })).toBe('goBack');
  // AltGr, and what a browser or a system may mean by more.
  expect(press('ArrowLeft', 'ArrowLeft', { alt: true, ctrl: true })).toBeUndefined();
  expect(press('ArrowLeft', 'ArrowLeft', { alt: true, shift: true })).toBeUndefined();
  expect(press('p', 'KeyP', { alt: true })).toBeUndefined();
  expect(press('P', 'KeyP', { ctrl: true, shift: true })).toBe('palette');
  expect(press('p', 'KeyP')).toBe('pin');
  expect(press('h', 'KeyH')).toBe('hide');
  expect(press('H', 'KeyH', { shift: true })).toBe('showHidden');
  expect(press(' ', 'Space')).toBe('play');
});
