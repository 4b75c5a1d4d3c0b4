// Owns the list of holders: each reference in words with its number, their sum, and apart from them what refers without counting.

import type { Holder, HoldersAnswer } from '../../../../shared/api/index.ts';
import { count, counted } from '../../../state/words.ts';
import { Words } from '../../kit/words.tsx';
import { ObjectLink } from './object-link.tsx';

const Row = ({ holder }: { holder: Holder }) => (
  <tr>
    <td className="holder-count">{holder.counted ? count(holder.count) : '–'}</td>
    <td>
      {holder.holderObject === undefined ? (
        <Words text={holder.words} />
      ) : (
        <ObjectLink object={holder.holderObject}>
          <Words text={holder.words} />
        </ObjectLink>
      )}
    </td>
  </tr>
);

const Uncounted = ({ holders }: { holders: readonly Holder[] }) =>
  holders.length === 0 ? null : (
    <section aria-label="References that do not count">
      <h4>Refer to it without counting</h4>
      <table className="holders">
        <tbody>
          {holders.map((holder, i) => (
            <Row key={i} holder={holder} />
          ))}
        </tbody>
      </table>
    </section>
  );

export const HolderList = ({ answer }: { answer: HoldersAnswer }) => {
  const { refcount, holders, sum } = answer;
  const counting = holders.filter((holder) => holder.counted);
  return (
    <>
      {counting.length === 0 ? (
        <p className="muted">No reference to it was found.</p>
      ) : (
        <table className="holders" aria-label="Holders">
          <thead>
            <tr>
              <th scope="col">Count</th>
              <th scope="col">Held by</th>
            </tr>
          </thead>
          <tbody>
            {counting.map((holder, i) => (
              <Row key={i} holder={holder} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td className="holder-count">{count(sum)}</td>
              <td>
                {refcount === null
                  ? `${counted(sum, 'reference')} found; it is immortal, so none of them is counted`
                  : 'together: its reference count'}
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <Uncounted holders={holders.filter((holder) => !holder.counted)} />
    </>
  );
};
