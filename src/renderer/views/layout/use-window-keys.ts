// Owns the keys of the window itself (state/keys.ts, area Window). The timeline handles the playhead's.

import { useEffect } from 'react';
import { startRecording } from '../../state/actions.ts';
import { isTyping } from '../../state/keys.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';

const withModifier: Readonly<Record<string, () => void>> = {
  enter: () => void startRecording(),
  o: () => useWindow.setState({ isOpenMenuOpen: true }),
  e: () => {
    const { view, show } = useWindow.getState();
    if (view === 'recording') show('edit');
    else if (useSession.getState().summary) show('recording');
  },
};

const plain: Readonly<Record<string, () => void>> = {
  q: () => useWindow.getState().toggleInspector(),
  '?': () => useWindow.setState({ isHelpOpen: true }),
};

export const useWindowKeys = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return;
      const key = event.key.toLowerCase();
      const hasModifier = event.ctrlKey || event.metaKey;
      const command = hasModifier ? withModifier[key] : isTyping(event) ? undefined : plain[key];
      if (!command) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
};
