// Owns what is shown of the files that the last recorded program wrote: a button while its recording is open, a list, and saving them.

import { Dialog } from 'radix-ui';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWritten } from '../../state/project/written-files.ts';
import { bytesText, counted } from '../../state/words.ts';
import { Banner } from '../kit/banner.tsx';
import { CloseIcon, FileIcon } from '../kit/icons.tsx';

const List = () => {
  const written = useRecording((state) => state.written);
  return (
    <ul className="project-files" aria-label="Files written">
      {written?.files.map(({ path, size }) => (
        <li key={path}>
          <bdi className="mono">{path}</bdi> <span>{bytesText(size)}</span>
        </li>
      ))}
    </ul>
  );
};

const Save = ({ recording }: { recording: string }) => {
  const { isSaving, saved, save } = useWritten();
  return (
    <footer className="project-footer">
      <span className="muted" role="status">
        {saved === '' ? 'They are in the sandbox only.' : `Saved to ${saved}.`}
      </span>
      <button
        type="button"
        className="button button-primary"
        disabled={isSaving}
        onClick={() => void save(recording)}
      >
        Save all…
      </button>
    </footer>
  );
};

export const WrittenFiles = () => {
  const written = useRecording((state) => state.written);
  const path = useSession((state) => state.summary?.path);
  const { isOpen, problem, show } = useWritten();
  if (!written || written.path !== path || written.files.length === 0) return null;
  return (
    <Dialog.Root open={isOpen} onOpenChange={show}>
      <Dialog.Trigger className="button button-quiet button-small">
        <FileIcon size={14} /> {counted(written.files.length, 'file')} written
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog written" aria-describedby={undefined}>
          <header>
            <Dialog.Title>Files written</Dialog.Title>
            <Dialog.Close className="button button-quiet button-icon" aria-label="Close">
              <CloseIcon />
            </Dialog.Close>
          </header>
          <Banner text={problem} />
          <List />
          <Save recording={written.recording} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
