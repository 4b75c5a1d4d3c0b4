// Owns the control that picks one of a few: a radio group that looks like one button. Arrow keys move the choice.

import type { KeyboardEvent, ReactNode } from 'react';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly isDisabled?: boolean;
}

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly segments: readonly Segment<Value>[];
  readonly onChange: (value: Value) => void;
}

export const Segmented = <Value extends string>(props: SegmentedProps<Value>) => {
  const { label, value, segments, onChange } = props;
  const usable = segments.filter((one) => one.isDisabled !== true);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const index = usable.findIndex((one) => one.value === value);
    const next = usable[(index + by + usable.length) % usable.length];
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return (
    <div className="segmented" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {segments.map((one) => (
        <button
          key={one.value}
          type="button"
          role="radio"
          data-value={one.value}
          aria-checked={one.value === value}
          tabIndex={one.value === value ? 0 : -1}
          disabled={one.isDisabled === true}
          onClick={() => onChange(one.value)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
};
