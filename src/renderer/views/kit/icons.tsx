// Owns the window's icons: 16 px, one stroke, drawn in the text colour. They are decoration; names come from their buttons.

import type { ReactNode } from 'react';

const icon = (paths: ReactNode, filled = false) => {
  const Icon = ({ size = 16 }: { size?: number }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {paths}
    </svg>
  );
  return Icon;
};

export const OpenIcon = icon(<path d="M1.8 12.5v-9h4l1.4 1.6h6v2M1.8 12.5 4 7.1h10.4l-2 5.4z" />);
export const BookIcon = icon(
  <path d="M8 4.2C6.6 3 4.6 2.7 2.2 2.8v9.3c2.4-.1 4.4.2 5.8 1.4 1.4-1.2 3.4-1.5 5.8-1.4V2.8C11.4 2.7 9.4 3 8 4.2zm0 0v9.3" />,
);
export const LessonIcon = icon(
  <path d="M1.5 6 8 3l6.5 3L8 9zM4.2 7.4v3.4c2.3 1.7 5.3 1.7 7.6 0V7.4M14.5 6v4.5" />,
);
export const RecordIcon = icon(<circle cx="8" cy="8" r="5" />, true);
export const StopIcon = icon(<rect x="3.5" y="3.5" width="9" height="9" rx="1.2" />, true);
export const LimitsIcon = icon(<path d="M2 12.5a6.4 6.4 0 1 1 12 0M8 10.2l2.8-3.6" />);
export const ExportIcon = icon(<path d="M8 2v7.5M5 6.7l3 3 3-3M2.5 11v2.5h11V11" />);
export const ThemeIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" />
  </>,
);
export const HelpIcon = icon(
  <>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M6.2 6.3a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.3M8 11.3v.1" />
  </>,
);
export const FollowIcon = icon(<path d="M2 5.5h3.5v5H2zM7 5.5h3v5H7zM11.5 5.5H14v5h-2.5z" />);
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
export const ChevronIcon = icon(<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />);
export const PinIcon = icon(<path d="M6 2h4l-.6 4.5L12 9H4l2.6-2.5zM8 9v5" />);
export const EditIcon = icon(<path d="m3 13 .6-2.9L10.8 3l2.2 2.2-7.1 7.2z" />);
export const TrashIcon = icon(
  <path d="M2.8 4.3h10.4M6.3 4.3V2.7h3.4v1.6M4.2 4.3l.6 9h6.4l.6-9M6.8 6.8v4M9.2 6.8v4" />,
);
export const PanelIcon = icon(<path d="M2 3h12v10H2zM10 3v10" />);
export const BackIcon = icon(<path d="M10 3.5 5.5 8l4.5 4.5" />);
export const NextIcon = icon(<path d="M6 3.5 10.5 8 6 12.5" />);
export const WarningIcon = icon(<path d="M8 2.3 14.5 13.5h-13zM8 6.5v3.3M8 11.7v.1" />);
export const FolderIcon = icon(<path d="M1.8 3.5h4l1.4 1.6h7v7.4H1.8z" />);
export const FileIcon = icon(<path d="M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3" />);

/** The mark of the app: a count that rises, falls, and ends. */
export const Mark = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    <rect width="20" height="20" rx="5" fill="var(--accent)" />
    <path
      d="M3.5 14.5h3v-4h3v-4.5h3v4.5h2.5"
      fill="none"
      stroke="var(--accent-text)"
      strokeWidth="1.8"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
    <circle cx="15.5" cy="14" r="1.7" fill="var(--accent-text)" />
  </svg>
);
