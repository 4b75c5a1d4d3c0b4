// Owns files dropped anywhere on the window: a session is opened, anything else is taken for a program. Without it the browser
// would leave the page for the file.

import { useEffect } from 'react';
import { loadProgramFile, uploadSession } from '../../state/actions.ts';

const onDragOver = (event: DragEvent): void => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
};

const onDrop = (event: DragEvent): void => {
  const file = event.dataTransfer?.files[0];
  if (!file || event.defaultPrevented) return;
  event.preventDefault();
  void (file.name.endsWith('.refscope') ? uploadSession(file) : loadProgramFile(file));
};

export const useWindowDrop = (): void => {
  useEffect(() => {
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
};
