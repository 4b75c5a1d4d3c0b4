// Owns the buttons that move the playhead: play with its speed, and one event or line back and forth.

import { usePlayback, SPEEDS } from '../control/playback-store.ts';
import { jumpEvent, jumpStep } from '../control/jumps.ts';
import { Icon, type IconName } from '../icons.tsx';

export const IconButton = (props: {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}) => (
  <button
    type="button"
    className={props.isPrimary ? 'tl-button is-icon is-primary' : 'tl-button is-icon'}
    aria-label={props.label}
    title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
    onClick={props.onClick}
  >
    <Icon name={props.icon} />
  </button>
);

/** A choice made with the mouse gives the keys back to the timeline; one made with the keyboard keeps the focus. */
export const leaveAfterMouse = (element: HTMLElement): void => {
  if (!element.matches(':focus-visible')) element.blur();
};

export const Transport = () => {
  const { isPlaying, speed, toggle, setSpeed } = usePlayback();
  return (
    <div className="tl-group" role="group" aria-label="Transport">
      <IconButton
        icon="previousLine"
        label="Previous line"
        keys="Shift+←"
        onClick={() => jumpStep('previous')}
      />
      <IconButton
        icon="previousEvent"
        label="Previous event"
        keys="←"
        onClick={() => jumpEvent('previous')}
      />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? 'Pause' : 'Play'}
        keys="Space"
        isPrimary
        onClick={toggle}
      />
      <IconButton icon="nextEvent" label="Next event" keys="→" onClick={() => jumpEvent('next')} />
      <IconButton
        icon="nextLine"
        label="Next line"
        keys="Shift+→"
        onClick={() => jumpStep('next')}
      />
      <select
        className="tl-select"
        aria-label="Speed"
        title="Lines per second; events per second when zoomed in to a few lines"
        value={speed}
        onChange={(event) => {
          setSpeed(Number(event.target.value));
          leaveAfterMouse(event.target);
        }}
      >
        {SPEEDS.map((one) => (
          <option key={one} value={one}>
            {one}/s
          </option>
        ))}
      </select>
    </div>
  );
};
