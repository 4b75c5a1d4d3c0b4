// Owns "Follow a name…": the names of the recording, found by typing; the chosen one gets a lane. Must not draw lanes.

import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { Variable } from '../../../shared/api/index.ts';
import { useFollowedNames } from '../../state/followed-names.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count, functionText } from '../../state/words.ts';
import { TypedList } from './typed-list.tsx';

const MOST_SHOWN = 100;

const close = (): void => useFollowedNames.setState({ asking: null });

/** A name that is the only one of its kind needs no list. */
const useOnlyOne = (
  asked: string,
  answered: string | undefined,
  rows: readonly Variable[],
): void => {
  useEffect(() => {
    if (asked === '' || answered !== asked) return;
    const exact = rows.filter(({ name }) => name === asked);
    const [only] = exact;
    if (!only || exact.length > 1) return;
    const { names, toggle } = useFollowedNames.getState();
    if (!names.some(({ variable }) => variable === only.variable)) toggle(only);
    close();
  }, [asked, answered, rows]);
};

const NO_ROWS: readonly Variable[] = [];

const NameList = ({ session, asked }: { readonly session: string; readonly asked: string }) => {
  const [text, setText] = useState(asked);
  const { names, toggle } = useFollowedNames();
  const { value, params, error } = useApi('session.variables', {
    session,
    text,
    limit: MOST_SHOWN,
  });
  const rows = value?.rows ?? NO_ROWS;
  useOnlyOne(asked, params?.text, rows);
  const choose = (row: Variable): void => {
    toggle(row);
    close();
  };
  return (
    <>
      <TypedList
        id="name"
        searchLabel="Name to follow"
        listLabel="Names of the recording"
        placeholder="Which name?"
        text={text}
        onText={setText}
        rows={rows}
        isStale={params?.text !== text}
        keyOf={({ variable }) => variable}
        choose={choose}
        entry={(row) => (
          <>
            <span className="ellipsis mono">{row.name}</span>
            <span className="palette-area">{functionText(row.scope)}</span>
            <span className="palette-keys muted">
              {names.some(({ variable }) => variable === row.variable) ? 'followed: stop' : ''}
            </span>
          </>
        )}
      />
      {error !== '' && <p className="palette-none">{error}</p>}
      {value?.total === 0 && <p className="palette-none">No name has “{text}” in it.</p>}
      {value && value.total > rows.length && (
        <p className="palette-none">{count(value.total - rows.length)} more: type to find them.</p>
      )}
    </>
  );
};

export const FollowName = () => {
  const asking = useFollowedNames((state) => state.asking);
  const session = useSession((state) => state.summary?.session);
  return (
    <Dialog.Root open={asking !== null && session !== undefined} onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Follow a name</Dialog.Title>
          {asking && session !== undefined && <NameList session={session} asked={asking.text} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
