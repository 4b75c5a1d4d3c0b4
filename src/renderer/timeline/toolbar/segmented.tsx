// Owns a row of buttons of which one is on. Plain toggle buttons rather than radios: the arrow keys belong to the playhead.

import clsx from 'clsx';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly title?: string;
  readonly isDisabled?: boolean;
}

export const Segmented = <Value extends string>(props: {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}) => (
  <div className="tl-segmented" role="group" aria-label={props.label}>
    {props.segments.map(({ value, text, title, isDisabled }) => (
      <button
        key={value}
        type="button"
        className={clsx('tl-segment', value === props.value && 'is-on')}
        aria-pressed={value === props.value}
        disabled={isDisabled === true}
        title={title}
        onClick={() => props.onChange(value)}
      >
        {text}
      </button>
    ))}
  </div>
);
