// Owns the list of reference cycles at the playhead: who is in each, whether anything in use still leads to it, and what takes it.

import type { Cycle, CycleReference, CyclesAnswer } from '../../../../shared/api/index.ts';
import { count, counted } from '../../../state/words.ts';
import { MomentLink } from '../../kit/moment-link.tsx';
import { Words } from '../../kit/words.tsx';
import { ObjectLink } from './object-link.tsx';

const Reference = ({ reference }: { reference: CycleReference }) => (
  <li>
    {reference.from === 0 ? (
      <Words text={reference.words} />
    ) : (
      <ObjectLink object={reference.from}>
        <Words text={reference.words} />
      </ObjectLink>
    )}
  </li>
);

const WHAT_ENDS_IT = {
  refcount: 'It was broken later: all of it was collected by reference count.',
  exit: 'It is there until Python exits.',
  alive: 'It is alive at the end of the recording.',
  mixed: 'Its objects end in different ways.',
} as const;

const End = ({ end, seq }: { end: Cycle['end']; seq: number }) => {
  if (end.cause !== 'gc') return <p>{WHAT_ENDS_IT[end.cause]}</p>;
  const run = end.gcRun;
  return (
    <p>
      {seq < end.seq ? 'It will be taken by ' : 'It was taken by '}
      {run ? (
        <MomentLink seq={run.fromSeq} source="inspector">
          gc run {run.number}
          {run.generation >= 0 ? ` of generation ${run.generation}` : ''}, event{' '}
          {count(run.fromSeq)}
        </MomentLink>
      ) : (
        'the cycle collector.'
      )}
    </p>
  );
};

const OneCycle = ({ cycle, seq }: { cycle: Cycle; seq: number }) => (
  <li className="cycle" data-unreachable={cycle.unreachable}>
    <p className="cycle-state">
      <strong>{cycle.unreachable ? 'Unreachable' : 'In use'}</strong>
      {cycle.isClass ? ' · a class, which its own parts refer to' : ''} ·{' '}
      {counted(cycle.members.length + cycle.moreMembers, 'object')}
    </p>
    <p className="cycle-members">
      {cycle.members.map((member, i) => (
        <span key={i}>
          {i > 0 && ', '}
          {member.object === 0 ? (
            member.label
          ) : (
            <ObjectLink object={member.object}>{member.label}</ObjectLink>
          )}{' '}
          <small>{member.type}</small>
        </span>
      ))}
      {cycle.moreMembers > 0 && ` and ${count(cycle.moreMembers)} more`}
    </p>
    <details>
      <summary>{counted(cycle.inside.length, 'reference')} inside</summary>
      <ul>
        {cycle.inside.map((reference, i) => (
          <Reference key={i} reference={reference} />
        ))}
      </ul>
    </details>
    {cycle.outside.length === 0 ? (
      <p>Nothing from outside points to it.</p>
    ) : (
      <details open={!cycle.isClass}>
        <summary>
          {counted(cycle.outside.length + cycle.moreOutside, 'reference')} from outside
        </summary>
        <ul>
          {cycle.outside.map((reference, i) => (
            <Reference key={i} reference={reference} />
          ))}
        </ul>
      </details>
    )}
    <End end={cycle.end} seq={seq} />
  </li>
);

export const CycleList = ({ answer }: { answer: CyclesAnswer }) =>
  answer.cycles.length === 0 ? (
    <p className="muted">There is no reference cycle among your objects at this moment.</p>
  ) : (
    <ul className="cycles" aria-label="Cycles">
      {answer.cycles.map((cycle, i) => (
        <OneCycle key={i} cycle={cycle} seq={answer.seq} />
      ))}
      {answer.more > 0 && <li>and {count(answer.more)} more</li>}
    </ul>
  );
