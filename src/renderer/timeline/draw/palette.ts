// Owns the colours that canvases draw with: the design tokens, read once per theme. Must not invent colours of its own.

const NAMES = {
  surface: '--surface',
  sunken: '--surface-sunken',
  hover: '--surface-hover',
  border: '--border',
  borderStrong: '--border-strong',
  text: '--text',
  muted: '--text-muted',
  faint: '--text-faint',
  grid: '--grid',
  accent: '--accent',
  accentSoft: '--accent-soft',
  alive: '--alive',
  aliveSoft: '--alive-soft',
  refcount: '--refcount',
  refcountSoft: '--refcount-soft',
  gc: '--gc',
  gcSoft: '--gc-soft',
  exit: '--exit',
  exitSoft: '--exit-soft',
  immortal: '--immortal',
  immortalSoft: '--immortal-soft',
  gap: '--gap',
  selection: '--selection',
  selectionSoft: '--selection-soft',
  playhead: '--playhead',
  fontUi: '--font-ui',
  fontMono: '--font-mono',
} as const;

export type Palette = Readonly<Record<keyof typeof NAMES, string>>;

let kept: { readonly theme: string; readonly palette: Palette } | null = null;

/** The palette of the theme that <html data-theme> names now. */
export const currentPalette = (): Palette => {
  const root = document.documentElement;
  const theme = root.dataset['theme'] ?? '';
  if (kept?.theme === theme) return kept.palette;
  const style = getComputedStyle(root);
  const entries = Object.entries(NAMES).map(([key, name]) => [
    key,
    style.getPropertyValue(name).replace(/\s+/g, ' ').trim(),
  ]);
  const palette = Object.fromEntries(entries) as Palette;
  kept = { theme, palette };
  return palette;
};
