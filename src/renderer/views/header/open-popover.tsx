// Owns the Open button: the library, and a file from elsewhere (the host's dialog, or an upload in the browser).

import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { openWithDialog, uploadSession } from '../../state/actions.ts';
import { openNewWindow } from '../../state/new-window.ts';
import { useWindow } from '../../state/window-store.ts';
import { ChevronIcon, FileIcon, OpenIcon } from '../kit/icons.tsx';
import { LibraryList } from './library-list.tsx';

/** A program in the recording that was opened may have asked for input before the list is gone: then the focus does not go back. */
const keepTakenFocus = (event: Event): void => {
  if (document.activeElement !== document.body) event.preventDefault();
};

export const OpenPopover = () => {
  const isOpen = useWindow((state) => state.isOpenMenuOpen);
  const set = useWindow((state) => state.set);
  const upload = useRef<HTMLInputElement>(null);
  const openFile = async (): Promise<void> => {
    const isHandled = await openWithDialog();
    if (isHandled) set({ isOpenMenuOpen: false });
    else upload.current?.click();
  };
  const newWindow = (): void => {
    set({ isOpenMenuOpen: false });
    void openNewWindow();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => set({ isOpenMenuOpen: open })}>
      <Popover.Trigger className="button">
        <OpenIcon /> Open <ChevronIcon size={12} />
      </Popover.Trigger>
      <input
        ref={upload}
        type="file"
        hidden
        accept=".refscope"
        aria-label="Session file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void uploadSession(file);
        }}
      />
      <Popover.Portal>
        <Popover.Content
          className="popover library"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Recordings"
          onCloseAutoFocus={keepTakenFocus}
        >
          <LibraryList />
          <div className="popover-footer">
            <button type="button" className="button" onClick={() => void openFile()}>
              <FileIcon /> Open file…
            </button>
            <button type="button" className="button button-quiet" onClick={newWindow}>
              New window
            </button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
