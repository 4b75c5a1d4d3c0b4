// Owns the buttons that choose a folder or a wheel: the host's dialog where it has one, else the browser's.

import { useRef } from 'react';
import type { PartKind } from '../../../shared/api/index.ts';
import { choosePart, givePart } from '../../state/project/project-actions.ts';
import { useProject } from '../../state/project/project-store.ts';

export interface PartChooserProps {
  readonly kind: PartKind;
  readonly label: string;
  readonly title?: string;
}

export const PartChooser = ({ kind, label, title }: PartChooserProps) => {
  const isBusy = useProject((state) => state.isBusy);
  const input = useRef<HTMLInputElement>(null);
  const choose = async (): Promise<void> => {
    if (!(await choosePart(kind))) input.current?.click();
  };
  return (
    <>
      <button
        type="button"
        className="button button-small"
        title={title}
        disabled={isBusy}
        onClick={() => void choose()}
      >
        {label}
      </button>
      <input
        ref={(element) => {
          input.current = element;
          // An attribute that React's types do not know.
          if (kind !== 'wheel') element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        {...(kind === 'wheel' ? { accept: '.whl' } : {})}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void givePart(kind, files);
        }}
      />
    </>
  );
};
