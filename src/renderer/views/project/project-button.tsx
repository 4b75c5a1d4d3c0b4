// Owns the button that opens the project dialog.

import { useProject } from '../../state/project/project-store.ts';
import { FolderIcon } from '../kit/icons.tsx';

export const ProjectButton = () => (
  <button
    type="button"
    className="button button-quiet project-button"
    aria-label="Project…"
    title="Run a folder, or the editor’s program with libraries, an environment and input"
    onClick={() => useProject.setState({ isOpen: true })}
  >
    <FolderIcon /> <span>Project…</span>
  </button>
);
