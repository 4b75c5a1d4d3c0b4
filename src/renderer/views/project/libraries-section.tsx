// Owns the part of the project dialog that lists the libraries a program gets.

import { refreshNotes } from '../../state/project/project-actions.ts';
import { useProject } from '../../state/project/project-store.ts';
import { bytesText, counted } from '../../state/words.ts';
import { CloseIcon } from '../kit/icons.tsx';
import { PartChooser } from './part-chooser.tsx';

export const LibrariesSection = () => {
  const { libraries, removeLibrary } = useProject();
  return (
    <section aria-label="Libraries">
      <h3>Libraries</h3>
      {libraries.length > 0 && (
        <ul className="project-libraries" aria-label="Libraries added">
          {libraries.map(({ part, name, kind, files, totalBytes }) => (
            <li key={part}>
              <bdi className="mono ellipsis">{name}</bdi>
              <span className="muted">
                {kind === 'wheel' ? 'wheel' : counted(files.length, 'file')},{' '}
                {bytesText(totalBytes)}
              </span>
              <button
                type="button"
                className="button button-quiet button-icon button-small"
                aria-label={`Remove ${name}`}
                onClick={() => {
                  removeLibrary(part);
                  void refreshNotes();
                }}
              >
                <CloseIcon size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="project-row">
        <PartChooser kind="wheel" label="Add wheel…" title="A pure-Python .whl file" />
        <PartChooser
          kind="site-packages"
          label="Add site-packages…"
          title="A folder of libraries in pure Python"
        />
        <span className="muted">Pure Python only; their code is not counted as yours.</span>
      </div>
    </section>
  );
};
