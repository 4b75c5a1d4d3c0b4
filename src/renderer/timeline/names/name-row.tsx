// Owns the entry of a followed name beside its lane: name, scope, and what it refers to at the playhead.

import type { KeyboardEvent } from 'react';
import type { NameTrack, Variable } from '../../../shared/api/index.ts';
import { useFollowedNames } from '../../state/followed-names.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { selectObject } from '../../state/selection-store.ts';
import { count, counted, functionText, refcountText } from '../../state/words.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { playheadX } from '../control/time-scale.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { Icon } from '../icons.tsx';
import { countIn, segmentAt } from '../maths/name-segments.ts';
import { goToBinding } from './go-to-name.ts';

export interface NameRowProps {
  readonly name: Variable;
  readonly track: NameTrack | null;
  readonly topPx: number;
}

const useNow = (track: NameTrack | null) => {
  usePlayhead((state) => `${state.seq} ${state.step} ${state.isMomentHere}`);
  const axis = useViewport((state) => state.axis);
  const x = playheadX();
  if (!track || track.axis !== axis || x === null) return null;
  const segment = segmentAt(track.segments, x);
  return segment ? { segment, count: countIn(segment, x) } : null;
};

const BINDING_KEYS: Readonly<Record<string, 'next' | 'previous'>> = {
  '.': 'next',
  ',': 'previous',
};
const BINDING_ARROWS: Readonly<Record<string, 'next' | 'previous'>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
};

const cutText = (seq: number): string => `later bindings than event ${count(seq)} are not shown`;

export const NameRow = ({ name, track, topPx }: NameRowProps) => {
  const now = useNow(track);
  const toggle = useFollowedNames((state) => state.toggle);
  const scope = functionText(name.scope);
  const value = now?.segment.object === 0 ? 'many objects' : (now?.segment.text ?? '');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const isMod = event.ctrlKey || event.metaKey;
    const direction = (isMod ? BINDING_ARROWS : BINDING_KEYS)[event.key];
    if (direction) void goToBinding(name.variable, direction);
    else if (isMod || event.shiftKey) return;
    else if (event.key === 'Enter' && now && now.segment.object !== 0)
      selectObject(now.segment.object);
    else if (event.key === 'Delete') toggle(name);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="listitem"
      className="tl-row tl-name-row"
      aria-label={`Name ${name.name} in ${scope}`}
      aria-description={[
        now ? `refers to ${value}` : 'refers to nothing here',
        ...(track ? [counted(track.bindings, 'binding')] : []),
        ...(track?.readThroughSeq != null ? [cutText(track.readThroughSeq)] : []),
      ].join(', ')}
      tabIndex={0}
      style={{ top: topPx, height: LANE_PX }}
      title={`${track?.readThroughSeq != null ? `${cutText(track.readThroughSeq)}. ` : ''}${name.name} in ${scope}: which object it refers to, when. Full stop and comma go from one to the next, Delete stops following it.`}
      onKeyDown={onKeyDown}
      onClick={() => now && now.segment.object !== 0 && selectObject(now.segment.object)}
    >
      <button
        type="button"
        className="tl-pin is-on"
        aria-label={`Stop following ${name.name}`}
        title="Stop following it"
        onClick={(event) => {
          event.stopPropagation();
          toggle(name);
        }}
      >
        <Icon name="close" />
      </button>
      <span className="tl-label">{name.name}</span>
      <span className="tl-type">{scope}</span>
      <span className="tl-value">{value}</span>
      <span className="tl-count" data-state={now ? 'alive' : 'unborn'}>
        {now && now.segment.object !== 0 && (now.count > 0 || now.segment.immortal)
          ? refcountText(now.count)
          : '–'}
      </span>
    </div>
  );
};
