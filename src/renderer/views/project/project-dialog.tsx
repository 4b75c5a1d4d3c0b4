// Owns the dialog in which a program is set up that is more than the text in the editor, and run.

import { Dialog } from 'radix-ui';
import { useEffect } from 'react';
import { refreshNotes, runProject } from '../../state/project/project-actions.ts';
import { useProject } from '../../state/project/project-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { CloseIcon } from '../kit/icons.tsx';
import { Banner } from '../kit/banner.tsx';
import { InputSection } from './input-section.tsx';
import { LibrariesSection } from './libraries-section.tsx';
import { ProgramSection } from './program-section.tsx';

const Notes = () => {
  const notes = useProject((state) => state.notes);
  return notes.length === 0 ? null : (
    <section aria-label="What cannot work">
      <h3>What cannot work in the sandbox</h3>
      <ul className="project-notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
};

const Footer = () => {
  const isBusy = useProject((state) => state.isBusy);
  const isIdle = useRecording((state) => state.phase === 'idle');
  return (
    <footer className="project-footer">
      <span className="muted">
        {isIdle
          ? 'It runs in the sandbox: your own files are not touched.'
          : 'A program is running; stop it first.'}
      </span>
      <button
        type="button"
        className="button button-record"
        disabled={isBusy || !isIdle}
        onClick={() => void runProject()}
      >
        Run
      </button>
    </footer>
  );
};

export const ProjectDialog = () => {
  const { isOpen, problem, isBusy } = useProject();
  useEffect(() => {
    if (isOpen) void refreshNotes();
  }, [isOpen]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => useProject.setState({ isOpen: open })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog project" aria-describedby={undefined}>
          <header>
            <Dialog.Title>Project</Dialog.Title>
            {isBusy && <span role="status">Reading…</span>}
            <Dialog.Close className="button button-quiet button-icon" aria-label="Close">
              <CloseIcon />
            </Dialog.Close>
          </header>
          <Banner text={problem} onDismiss={() => useProject.setState({ problem: '' })} />
          <div className="project-body">
            <ProgramSection />
            <InputSection />
            <LibrariesSection />
            <Notes />
          </div>
          <Footer />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
