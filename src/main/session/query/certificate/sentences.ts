// Owns the words of a death certificate. Must not read sessions.

import type { Certificate } from '../../../../shared/api/certificate.ts';

type Facts = Omit<Certificate, 'heldAt' | 'sentences'>;

const counted = (n: number, noun: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? noun : `${noun}s`}`;

const where = ({ end }: Facts): string =>
  end?.place && end.place.line > 0 ? ` on line ${end.place.line}` : '';

const atExit = ({ duringExit }: Facts): string => (duringExit ? ' while Python exited' : '');

const ENDED: Readonly<Record<Facts['cause'], (facts: Facts) => string>> = {
  alive: ({ immortal }) =>
    immortal
      ? 'It is immortal: CPython does not count references to it and never collects it.'
      : 'It was still alive when the recording ended.',
  refcount: (facts) =>
    `It was collected${where(facts)}, the moment its count reached 0: ${facts.end?.reason.split('; its last')[0] ?? ''}.`,
  gc: (facts) =>
    `It was collected by the cycle collector${facts.gcRun ? `, in its run ${facts.gcRun.number} (generation ${facts.gcRun.generation})` : ''}${where(facts)}${atExit(facts)}: only references among unreachable objects were left.`,
  exit: () => 'It was collected while Python exited.',
  moved: () => 'Its memory was freed or moved without its count reaching 0.',
};

function names({ namesAtEnd, lastName, cause, duringExit }: Facts): string | undefined {
  const open = namesAtEnd.map(({ scope, name }) =>
    scope === '<module>' ? name : `${name} of ${scope}`,
  );
  if (open.length > 0) {
    const refers = open.length === 1 ? 'still referred' : 'still referred, all of them,';
    const moment = duringExit || cause === 'alive' ? 'When the program ended' : 'At that moment';
    return `${moment}, ${open.join(', ')} ${refers} to it.`;
  }
  if (lastName === null) return 'No name ever referred to it.';
  const { name, eventsAfter, stepsAfter } = lastName;
  if (stepsAfter === 0) return `Its last name was ${name}, which let go of it at that very line.`;
  return `Its last name, ${name}, let go of it ${counted(stepsAfter, 'line')} (${counted(eventsAfter, 'event')}) earlier.`;
}

/** By the name that it had to the end. */
const known = ({ lastName, label, type }: Facts['releasedBy'][number]): string =>
  `${lastName || label} (${type})`;

function kept({
  releasedBy,
  cause,
  immortal,
  namesAtEnd,
  countAtExit,
  duringExit,
}: Facts): string | undefined {
  if (namesAtEnd.length > 0) return undefined;
  const [owner, ...others] = releasedBy;
  if (owner) {
    const chain = others.map((other) => `, which ${known(other)} had held`).join('');
    return `What held it to the end was ${known(owner)}${chain}; that went first and released it.`;
  }
  const isLate = duringExit || (cause === 'alive' && !immortal);
  if (!isLate || countAtExit === 0) return undefined;
  return `No name held it any more, but its count was ${countAtExit.toLocaleString('en-US')}: containers, frames or C code did.`;
}

export const sentencesOf = (facts: Facts): readonly string[] =>
  [ENDED[facts.cause](facts), facts.immortal ? undefined : names(facts), kept(facts)].filter(
    (sentence) => sentence !== undefined,
  );
