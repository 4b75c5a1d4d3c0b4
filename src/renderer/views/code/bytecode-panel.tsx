// Owns the bytecode of the line at the playhead, under the code: its instructions, which one the playhead stands on, and what each
// took and let go in this visit of the line.

import { useDeferredValue } from 'react';
import type { Bytecode, BytecodeRow } from '../../../shared/api/index.ts';
import { useBytecodeShown } from '../../state/bytecode-store.ts';
import { useGrowth } from '../../state/live/live-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count, functionText } from '../../state/words.ts';

export const BytecodeButton = () => {
  const { isShown, toggle } = useBytecodeShown();
  return (
    <button
      type="button"
      className="button button-quiet button-small"
      aria-pressed={isShown}
      title="Show the bytecode of the current line (O)"
      onClick={toggle}
    >
      Bytecode
    </button>
  );
};

const Row = ({ row }: { row: BytecodeRow }) => (
  <tr aria-current={row.isCurrent} className={row.isCurrent ? 'is-current' : ''}>
    <td className="number muted">{row.offset}</td>
    <td className="mono">{row.opcode}</td>
    <td className="mono bytecode-argument">{row.argument}</td>
    <td className="number mono delta-up">{row.increfs > 0 ? `+${count(row.increfs)}` : ''}</td>
    <td className="number mono delta-down">{row.decrefs > 0 ? `−${count(row.decrefs)}` : ''}</td>
  </tr>
);

const Rows = ({ bytecode }: { bytecode: Bytecode }) => (
  <>
    <table>
      <thead>
        <tr>
          <th scope="col" className="number">
            Offset
          </th>
          <th scope="col">Instruction</th>
          <th scope="col">Argument</th>
          <th scope="col" className="number">
            Takes
          </th>
          <th scope="col" className="number">
            Lets go
          </th>
        </tr>
      </thead>
      <tbody>
        {bytecode.rows.map((row) => (
          <Row key={row.offset} row={row} />
        ))}
      </tbody>
    </table>
    {bytecode.isCut && (
      <p className="muted">Takes and lets go are those of the first 20,000 events of this visit.</p>
    )}
  </>
);

export const BytecodePanel = ({ session }: { session: string }) => {
  const seq = useDeferredValue(usePlayhead((state) => state.seq));
  const step = useDeferredValue(usePlayhead((state) => state.step));
  const { value, error } = useApi('session.bytecode', { session, seq, step }, useGrowth());
  return (
    <section
      className="bytecode"
      aria-label={value ? `Bytecode of line ${value.line}` : 'Bytecode'}
      tabIndex={0}
    >
      <h3>
        {value
          ? `Bytecode of line ${value.line} in ${functionText(value.function)}`
          : 'Bytecode of the current line'}
      </h3>
      {error !== '' && <p className="muted">{error}</p>}
      {value ? (
        <Rows bytecode={value} />
      ) : (
        error === '' && <p className="muted">No line runs here.</p>
      )}
    </section>
  );
};
