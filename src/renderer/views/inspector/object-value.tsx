// Owns the value of the selected object: some lines of it, all of it on request, and a copy of it.

import { useLayoutEffect, useRef, useState } from 'react';
import type { ObjectRow } from '../../../shared/api/index.ts';
import { useSession } from '../../state/session-store.ts';
import { valueOrType } from '../../state/words.ts';
import { useSize } from './use-size.ts';

const COPIED_MS = 2000;

const CopyButton = ({ text }: { text: string }) => {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      useSession.setState({
        problem: 'The value could not be copied: select its text and copy that.',
      });
    }
  };
  return (
    <>
      <button type="button" className="button button-small" onClick={() => void copy()}>
        Copy value
      </button>
      <small className="muted" role="status" aria-label="Copied value">
        {isCopied ? 'copied' : ''}
      </small>
    </>
  );
};

export const ObjectValue = ({ object }: { object: ObjectRow }) => {
  const { text, hint } = valueOrType(object);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [isAll, setAll] = useState(false);
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    if (current && !isAll) setCut(current.scrollHeight > current.clientHeight + 1);
  }, [text, size, isAll]);
  if (object.value === '') {
    return (
      <div className="identity-value mono" title={hint}>
        <span className="no-value">{text}</span>
      </div>
    );
  }
  return (
    <div className="object-value">
      <div
        ref={box}
        className="identity-value mono"
        role="group"
        aria-label="Value"
        data-all={isAll}
        tabIndex={isAll ? 0 : undefined}
      >
        {text}
      </div>
      <div className="value-actions">
        {(isCut || isAll) && (
          <button
            type="button"
            className="button button-small"
            aria-expanded={isAll}
            onClick={() => setAll(!isAll)}
          >
            {isAll ? 'Show less' : 'Show all'}
          </button>
        )}
        <CopyButton text={text} />
      </div>
    </div>
  );
};
