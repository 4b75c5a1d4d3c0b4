// Owns the text of a link to a moment: which recording, where the playhead is, what is selected, what is in view. Must not know
// where the link is put (address bar, clipboard). Invariant: parse(print(x)) equals x, and text of a stranger gives a link whose every
// field is in range, or null.

/** State of the view that a link brings back. */
export interface MomentLink {
  /** The recording, by its title in the library. */
  readonly recording: string;
  readonly seq: number;
  /** Which of the steps that share the seq; absent: the last of them. */
  readonly step?: number | 'event';
  readonly object: number | null;
  readonly axis: 'step' | 'event';
  /** What is in view, in coordinates of the axis. */
  readonly from: number;
  readonly to: number;
}

const PREFIX = 'moment?';
const MOST_CHARS = 4096;
const MOST_RECORDING_CHARS = 300;
const MOST_OBJECT = 0xffff_ffff;

/** `moment?recording=…&seq=…&…`, to be put behind a `#`. */
export function printMomentLink(link: MomentLink): string {
  const fields: readonly (readonly [string, string | number | null | undefined])[] = [
    ['recording', link.recording],
    ['seq', link.seq],
    ['step', link.step],
    ['object', link.object],
    ['axis', link.axis],
    ['from', link.from],
    ['to', link.to],
  ];
  const given = fields.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return PREFIX + given.join('&');
}

/** Reads what printMomentLink wrote, also with all of an address before its `#`. Null where it is not a link to a moment. */
export function parseMomentLink(text: string): MomentLink | null {
  const start = text.indexOf(PREFIX);
  if (start < 0 || text.length > MOST_CHARS || !/(^|#)$/.test(text.slice(0, start))) return null;
  const fields = fieldsOf(text.slice(start + PREFIX.length));
  const recording = fields?.get('recording') ?? '';
  const seq = whole(fields?.get('seq'), Number.MAX_SAFE_INTEGER);
  if (!fields || recording === '' || recording.length > MOST_RECORDING_CHARS || seq === null)
    return null;
  const step = stepOf(fields.get('step'));
  const object = whole(fields.get('object'), MOST_OBJECT);
  const span = spanOf(fields);
  if (step === null || span === null) return null;
  const axis = fields.get('axis') === 'event' ? 'event' : 'step';
  return {
    recording,
    seq,
    ...(step === undefined ? {} : { step }),
    object: object === 0 ? null : object,
    axis,
    ...span,
  };
}

function fieldsOf(text: string): ReadonlyMap<string, string> | null {
  try {
    const pairs = text.split('&').map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    });
    return new Map(pairs);
  } catch {
    // A percent sign that begins no character.
    return null;
  }
}

const whole = (text: string | undefined, most: number): number | null => {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
};

/** null: not a step. */
const stepOf = (text: string | undefined): number | 'event' | undefined | null =>
  text === undefined || text === 'event' ? text : whole(text, Number.MAX_SAFE_INTEGER);

const spanOf = (fields: ReadonlyMap<string, string>): { from: number; to: number } | null => {
  const [from, to] = [Number(fields.get('from') ?? NaN), Number(fields.get('to') ?? NaN)];
  return Number.isFinite(from) && Number.isFinite(to) && to > from && from >= 0
    ? { from, to }
    : null;
};
