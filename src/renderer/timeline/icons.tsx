// Owns the timeline's icons: 16 px, drawn with the colour of the text around them, silent to screen readers.

const PATHS = {
  play: 'M4.5 2.8v10.4L13 8z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  previousEvent: 'M10.5 3.5 6 8l4.5 4.5M4 3.5v9',
  nextEvent: 'M5.5 3.5 10 8l-4.5 4.5M12 3.5v9',
  previousLine: 'M8 3.5 3.5 8 8 12.5M13 3.5 8.5 8l4.5 4.5',
  nextLine: 'M3 3.5 7.5 8 3 12.5M8 3.5 12.5 8 8 12.5',
  zoomIn: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14M5 7h4M7 5v4',
  zoomOut: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14M5 7h4',
  fit: 'M2.5 3v10M13.5 3v10M5 8h6M7 5.8 4.8 8 7 10.2M9 5.8 11.2 8 9 10.2',
  pin: 'M9.8 2.2 13.8 6.2 11 7.2 8.6 9.6 8.2 12.2 3.8 7.8 6.4 7.4 8.8 5zM6 10 2.5 13.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14',
  ascending: 'M8 13V3M4 7l4-4 4 4',
  descending: 'M8 3v10M4 9l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  group: 'M2.5 3.5h4M5 8h8.5M5 12.5h8.5M2.5 8h.1M2.5 12.5h.1',
  expanded: 'M4 6l4 4 4-4',
  collapsed: 'M6 4l4 4-4 4',
  bookmark: 'M4.5 2.5h7v11L8 10.6 4.5 13.5z',
} as const;

export type IconName = keyof typeof PATHS;
const SOLID: ReadonlySet<IconName> = new Set<IconName>(['play', 'pause']);

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg
    className="tl-icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
    fill={SOLID.has(name) ? 'currentColor' : 'none'}
    stroke={SOLID.has(name) ? 'none' : 'currentColor'}
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
