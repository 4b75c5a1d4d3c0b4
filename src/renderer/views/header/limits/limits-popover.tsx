// Owns the control beside Record that says when a recording ends by itself, and lets it be changed. A number that cannot be used is
// said so in place; the limit stays as it was until there is one.

import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import {
  isDefault,
  LIMIT_FIELDS,
  limitsSentence,
  limitsText,
  readLimit,
  typedLimit,
  type LimitField,
} from '../../../state/limits/limit-fields.ts';
import { resetLimits, setLimit, useLimits } from '../../../state/limits/limits-store.ts';
import { LimitsIcon } from '../../kit/icons.tsx';

const Field = ({ field }: { field: LimitField }) => {
  const { which, label, unit } = field;
  const value = useLimits((state) => state.limits[which]);
  const [typed, setTyped] = useState(typedLimit(field, value));
  const [problem, setProblem] = useState('');
  const id = useId();
  const change = (text: string): void => {
    const read = readLimit(field, text);
    setTyped(text);
    setProblem('problem' in read ? read.problem : '');
    if ('value' in read) setLimit(which, read.value);
  };
  return (
    <div className="limit">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-unit ${id}-problem`}
        onChange={(event) => change(event.target.value)}
      />
      <span id={`${id}-unit`}>{unit}</span>
      <p id={`${id}-problem`} role="alert" className="limit-problem">
        {problem}
      </p>
    </div>
  );
};

export const LimitsPopover = () => {
  const limits = useLimits((state) => state.limits);
  // What is being typed begins anew with a reset.
  const [resets, setResets] = useState(0);
  const reset = (): void => {
    resetLimits();
    setResets(resets + 1);
  };
  return (
    <Popover.Root>
      <Popover.Trigger
        className="button button-quiet limits-button"
        aria-label="Limits"
        title={limitsSentence(limits)}
      >
        <LimitsIcon />
        <span className="limits-now">{limitsText(limits)}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover limits"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Limits of a recording"
        >
          <h2 className="popover-title">Limits of a recording</h2>
          <p className="limits-rule">{limitsSentence(limits)}</p>
          {LIMIT_FIELDS.map((field) => (
            <Field key={`${field.which} ${resets}`} field={field} />
          ))}
          <div className="popover-footer">
            <button type="button" className="button" disabled={isDefault(limits)} onClick={reset}>
              Reset to the defaults
            </button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
