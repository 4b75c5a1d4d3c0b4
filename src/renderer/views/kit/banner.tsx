// Owns how a problem is told: one sentence in place, with a way to dismiss it and, where there is one, a way out.

import type { ReactNode } from 'react';
import { CloseIcon, WarningIcon } from './icons.tsx';

export interface BannerProps {
  readonly text: string;
  readonly tone?: 'danger' | 'note';
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

export const Banner = ({ text, tone = 'danger', action, onDismiss }: BannerProps) =>
  text === '' ? null : (
    <div
      className={tone === 'note' ? 'banner banner-note' : 'banner'}
      role={tone === 'note' ? 'status' : 'alert'}
    >
      <WarningIcon />
      <p>{text}</p>
      {action}
      {onDismiss && (
        <button
          type="button"
          className="button button-quiet button-icon button-small"
          aria-label="Dismiss"
          onClick={onDismiss}
        >
          <CloseIcon size={14} />
        </button>
      )}
    </div>
  );
