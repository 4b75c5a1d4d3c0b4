// Owns what the lanes say when there are none, and the way out of that.

import { useObjectsQuery } from '../../state/objects-query-store.ts';
import type { RowsShown } from './rows-shown.ts';

export const EmptyLanes = ({ shown }: { readonly shown: RowsShown }) => {
  const { scope, text, setObjectsQuery } = useObjectsQuery();
  if (shown.problem !== '') return <div className="tl-empty">{shown.problem}</div>;
  if (shown.pending)
    return <div className="tl-empty">{text === '' ? 'Reading objects…' : 'Searching…'}</div>;
  if (text !== '') {
    return (
      <div className="tl-empty">
        <span>No object matches “{text}”.</span>
        <button type="button" className="tl-button" onClick={() => setObjectsQuery({ text: '' })}>
          Clear the filter
        </button>
      </div>
    );
  }
  const wider = scope === 'named' ? 'yours' : 'all';
  return (
    <div className="tl-empty">
      <span>
        {scope === 'named'
          ? 'The program gave no object a name.'
          : scope === 'yours'
            ? 'None of the objects is yours: the program ended before its first line.'
            : 'Nothing was recorded.'}
      </span>
      {scope !== 'all' && (
        <button
          type="button"
          className="tl-button"
          onClick={() => setObjectsQuery({ scope: wider })}
        >
          {wider === 'yours' ? 'Show all of yours' : 'Show all objects'}
        </button>
      )}
    </div>
  );
};
