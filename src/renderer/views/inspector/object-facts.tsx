// Owns what an object is and how it stands at the playhead: value, type, number, state, count, names.

import type { ObjectMoment, ObjectRow } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { gcRunAt, gcRunText } from '../../state/gc-runs.ts';
import { useSession } from '../../state/session-store.ts';
import { count, counted, functionText, refcountText, stateText } from '../../state/words.ts';
import { MomentLink } from '../kit/moment-link.tsx';
import { ObjectValue } from './object-value.tsx';

export const Identity = ({ object }: { object: ObjectRow }) => (
  <div className="identity">
    <ObjectValue key={object.id} object={object} />
    <div className="identity-line">
      <span className="chip" title="The type belongs to the object, not to its names">
        {object.type}
      </span>
      <span className="muted">{object.yours ? 'yours' : 'of the interpreter'}</span>
    </div>
  </div>
);

const Names = ({ at }: { at: ObjectMoment }) => {
  if (at.namesNow.length === 0) {
    const ever = at.object.names;
    return (
      <span className="muted">
        {at.state === 'alive' ? 'no name refers to it now' : 'none'}
        {ever.length > 0 && `; over its life: ${ever.slice(0, 6).join(', ')}`}
      </span>
    );
  }
  return at.namesNow.map((one) => (
    <MomentLink
      key={`${one.scope}.${one.name}`}
      seq={one.sinceSeq}
      step={one.sinceStep}
      source="inspector"
      className="name-chip mono"
      title={`bound after event ${count(one.sinceSeq)}${one.scope ? `, in ${one.scope}` : ''}: go there`}
    >
      {one.name}
    </MomentLink>
  ));
};

const Born = ({ object }: { object: ObjectRow }) =>
  object.bornSeq > 0 ? (
    <MomentLink seq={object.bornSeq} source="inspector">
      event {count(object.bornSeq)}
      {object.bornLine > 0 && `, line ${object.bornLine}`}
      {object.bornFunction !== '' && ` in ${functionText(object.bornFunction)}`}
    </MomentLink>
  ) : (
    <span className="muted">before the recording</span>
  );

const Ended = ({ object }: { object: ObjectRow }) => {
  const runs = useSession((state) => state.summary?.gcRuns) ?? [];
  const run = object.endCause === 'gc' ? gcRunText(runs, gcRunAt(runs, object.endSeq)) : '';
  return (
    <>
      <dt>Ended</dt>
      <dd>
        <MomentLink seq={object.endSeq} source="inspector">
          event {count(object.endSeq)}
          {object.endLine > 0 && `, line ${object.endLine}`}
        </MomentLink>
        {run !== '' && <small className="muted"> in {run}</small>}
      </dd>
    </>
  );
};

const Immortal = ({ at }: { at: ObjectMoment }) => (
  <p className="note-immortal">
    <strong>∞ Immortal.</strong> CPython does not count references to it and never collects it.{' '}
    <code>sys.getrefcount</code> prints {at.immortalPrinted}.
  </p>
);

export const StateNow = ({ at }: { at: ObjectMoment }) => {
  const { tone, text } = stateText(at);
  const isImmortal = at.object.immortal || at.refcount === IMMORTAL;
  return (
    <>
      <div className="state-now">
        <div className="state-count" data-tone={tone}>
          <output aria-label="Refcount now">
            {isImmortal && at.state !== 'unborn' ? '∞' : refcountText(at.refcount)}
          </output>
          <small>{at.refcount === 1 ? 'reference' : 'references'}</small>
        </div>
        <div className="state-text">
          <span className="state-mark" data-tone={tone} aria-hidden="true" /> {text}
          <small>
            {counted(at.object.eventCount, 'event')} in all
            {at.object.peak > 0 &&
              at.object.peak !== IMMORTAL &&
              ` · peak ${count(at.object.peak)}`}
          </small>
        </div>
      </div>
      {isImmortal && <Immortal at={at} />}
      <dl className="facts">
        <dt>Names now</dt>
        <dd>
          <Names at={at} />
        </dd>
        <dt>Born</dt>
        <dd>
          <Born object={at.object} />
        </dd>
        {at.object.endSeq > 0 && <Ended object={at.object} />}
      </dl>
    </>
  );
};
