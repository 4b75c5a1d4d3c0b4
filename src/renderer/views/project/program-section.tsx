// Owns the part of the project dialog that says what is run: the editor's program, or a folder and where in it the program starts.

import { refreshNotes } from '../../state/project/project-actions.ts';
import { useProject, type ProgramFrom, type StartsAs } from '../../state/project/project-store.ts';
import { useProgram } from '../../state/program-store.ts';
import { Segmented } from '../kit/segmented.tsx';
import { FolderList } from './folder-list.tsx';
import { PartChooser } from './part-chooser.tsx';

const FROM: readonly { readonly value: ProgramFrom; readonly label: string }[] = [
  { value: 'editor', label: 'The editor’s program' },
  { value: 'folder', label: 'A folder' },
];
const STARTS: readonly { readonly value: StartsAs; readonly label: string }[] = [
  { value: 'file', label: 'A file' },
  { value: 'module', label: 'A module (-m)' },
];

const EntryField = () => {
  const { startsAs, file, module, folder, set } = useProject();
  const isFile = startsAs === 'file';
  const choices = (isFile ? folder?.entries.files : folder?.entries.modules) ?? [];
  return (
    <>
      <input
        className="field mono project-entry"
        list="project-entries"
        aria-label={isFile ? 'File to start' : 'Module to start'}
        placeholder={isFile ? 'main.py' : 'package'}
        spellCheck={false}
        value={isFile ? file : module}
        onChange={({ target }) => set(isFile ? { file: target.value } : { module: target.value })}
        onBlur={() => void refreshNotes()}
      />
      <datalist id="project-entries">
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </>
  );
};

const FolderProgram = () => {
  const { folder, startsAs, set } = useProject();
  return (
    <>
      <div className="project-row">
        <PartChooser kind="folder" label={folder ? 'Choose another folder…' : 'Choose folder…'} />
        <span className="muted">
          Version control, environments, caches, native modules and files over 10 MB stay out.
        </span>
      </div>
      {folder && <FolderList folder={folder} />}
      {folder && (
        <div className="project-row">
          <span>Starts with</span>
          <Segmented
            label="Starts with"
            value={startsAs}
            segments={STARTS}
            onChange={(value) => set({ startsAs: value })}
          />
          <EntryField />
        </div>
      )}
    </>
  );
};

export const ProgramSection = () => {
  const { from, set } = useProject();
  const name = useProgram((state) => state.name);
  return (
    <section aria-label="Program to run">
      <h3>Program</h3>
      <Segmented
        label="Program from"
        value={from}
        segments={FROM}
        onChange={(value) => {
          set({ from: value });
          void refreshNotes();
        }}
      />
      {from === 'folder' ? (
        <FolderProgram />
      ) : (
        <p className="muted ellipsis">
          <bdi>{name}</bdi>, as it is in the editor
        </p>
      )}
    </section>
  );
};
