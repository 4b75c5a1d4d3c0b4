// Owns the way from a pressed key to a command of the table, and how a chord is written for people. Must not run anything.
// Invariant: a chord by place wins over one by character, so that WASD stay together on every layout.

import { COMMANDS, type CommandId } from '../../../shared/model/commands.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const byChord = new Map<string, CommandId>(
  COMMANDS.flatMap(({ id, keys }) => keys.map((chord) => [chord, id] as const)),
);

const keyName = (key: string): string =>
  key === ' ' ? 'Space' : key.length === 1 ? key.toLowerCase() : key;

/** Shift is part of the chord with letters and named keys; of other characters it already decided which one was typed. */
const countsShift = (key: string): boolean =>
  key.length > 1 || key.toLowerCase() !== key.toUpperCase();

/** The command of a pressed key, if it is one's. */
export const commandOf = (pressed: Pressed): CommandId | undefined => {
  const hasMod = pressed.ctrlKey || pressed.metaKey;
  // With Ctrl it is AltGr, which types characters.
  if (pressed.altKey)
    return hasMod || pressed.shiftKey ? undefined : byChord.get(`Alt+${keyName(pressed.key)}`);
  const mod = hasMod ? 'Mod+' : '';
  const place = byChord.get(`${pressed.shiftKey ? 'Shift+' : ''}code:${pressed.code}`);
  if (!hasMod && place) return place;
  const shift = pressed.shiftKey && countsShift(pressed.key) ? 'Shift+' : '';
  return byChord.get(`${mod}${shift}${keyName(pressed.key)}`);
};

const CAPS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The letter that the user's own keyboard has at a place, where the browser tells; else the one of a US keyboard. */
const captions = new Map<string, string>();
type LayoutMap = { getLayoutMap(): Promise<ReadonlyMap<string, string>> };
export const readKeycaps = async (): Promise<void> => {
  const { keyboard } = navigator as Navigator & { readonly keyboard?: LayoutMap };
  const map = await keyboard?.getLayoutMap().catch(() => null);
  map?.forEach((caption, code) => captions.set(code, caption.toUpperCase()));
};

const isMac = (): boolean => /Mac|iP(hone|ad)/u.test(navigator.userAgent);

const caption = (part: string): string => {
  if (part === 'Mod') return isMac() ? '⌘' : 'Ctrl';
  if (part === 'Alt') return isMac() ? '⌥' : 'Alt';
  if (part.startsWith('code:')) return captions.get(part.slice(5)) ?? part.slice(8);
  return CAPS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
};

/** `Ctrl`, `Shift`, `P`. A chord whose key is the plus itself has no modifiers. */
export const keycaps = (chord: string): string[] =>
  chord === '+' ? ['+'] : chord.split('+').map(caption);
