// Owns the text format of a lesson (resources/lessons/*.md): facts between two lines of dashes, then a section per step with
// fields before its text. Must not read files. Invariant: what it returns satisfies the schema of a lesson; a mistake is told with
// the lesson and the step in which it is.
//
//   ---                                   ## Two names
//   title: Two names, one value
//   program: two_names.py                 at: after line 6
//   engines: 3.12, 3.13, 3.14             object: score after line 6
//   …                                     ask: How many references does the list have now?
//   ---                                   answer: 2
//
//                                         The answer is {count}.

import {
  ENGINES,
  lesson as lessonSchema,
  type Landmark,
  type Lesson,
  type LessonStep,
  type LessonSubject,
  type PerEngine,
} from '../../../shared/api/lessons.ts';

type Engine = Lesson['engines'][number];
type Fields = ReadonlyMap<string, string>;

/** Throws an Error that names what is wrong: lessons are ours, so this is a defect of the app. */
export function parseLesson(id: string, text: string, programSource: string): Lesson {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/su.exec(text.replace(/\r\n/gu, '\n')) ?? [];
  if (head === undefined || body === undefined) throw wrong(id, 'has no facts between dashes');
  const facts = fieldsOf(head.split('\n'), id);
  const engines = (facts.get('engines') ?? ENGINES.join(', ')).split(', ') as Engine[];
  const parsed = lessonSchema.safeParse({
    id,
    title: facts.get('title'),
    summary: facts.get('summary'),
    claim: facts.get('claim'),
    verdict: facts.get('verdict'),
    correction: facts.get('correction') ?? '',
    program: { name: facts.get('program'), source: programSource },
    engines,
    steps: body
      .split(/^## /mu)
      .slice(1)
      .map((section) => parseStep(id, section, engines)),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw wrong(id, `${issue?.path.join('.')}: ${issue?.message}`);
}

/** The file that a lesson's program is in. */
export const programOf = (text: string): string => /^program: (.+)$/mu.exec(text)?.[1] ?? '';

const wrong = (where: string, what: string): Error => new Error(`Lesson ${where}: ${what}`);

/** `key: value`; a line that starts with blanks goes on with the value before. */
function fieldsOf(lines: readonly string[], where: string): Fields {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    const [, key, value] = /^([a-z]+): (.*)$/u.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      fields.set((last = key), value);
    } else if (/^\s+\S/u.test(line) && last !== '') {
      fields.set(last, `${fields.get(last)} ${line.trim()}`);
    } else throw wrong(where, `“${line}” is no field`);
  }
  return fields;
}

function parseStep(id: string, section: string, engines: readonly Engine[]): LessonStep {
  const [title = '', ...lines] = section.trim().replace('\n\n', '\n').split('\n');
  const where = `${id}, ${title}`;
  const end = lines.indexOf('');
  const fields = fieldsOf(lines.slice(0, end), where);
  const each = (name: string): PerEngine | null => {
    const value = fields.get(name);
    return value === undefined ? null : perEngine(value, engines);
  };
  const answer = each('answer');
  const ask = fields.get('ask');
  if ((ask === undefined) !== (answer === null)) throw wrong(where, 'ask and answer go together');
  return {
    title,
    at: parseLandmark(fields.get('at') ?? '', where),
    subject: parseSubject(fields.get('object'), where),
    count: each('count'),
    printed: each('printed'),
    question:
      ask === undefined || answer === null
        ? null
        : { text: ask, answer, choices: fields.get('choices')?.split(' | ') ?? [] },
    text: lines.slice(end).join('\n').trim(),
  };
}

/** `3` for all engines, or `3.12=3, 3.13=3, 3.14=1`. */
function perEngine(value: string, engines: readonly Engine[]): PerEngine {
  const parts = value.split(', ').map((part) => /^(3\.\d+)=(.+)$/u.exec(part));
  const isPerEngine = parts.every((part) => part !== null);
  return Object.fromEntries(
    isPerEngine
      ? parts.map((part) => [part[1], part[2]])
      : engines.map((engine) => [engine, value]),
  ) as PerEngine;
}

const VISIT = String.raw`line (\d+)(?: visit (\d+))?`;

function parseLandmark(text: string, where: string): Landmark {
  if (text === 'start' || text === 'end' || text === 'birth' || text === 'collection')
    return { kind: text };
  const plain = new RegExp(`^(before|after|peak on) ${VISIT}$`, 'u').exec(text);
  if (plain) {
    const kind = plain[1] === 'peak on' ? 'peak' : (plain[1] as 'before' | 'after');
    return { kind, ...visitOf(plain[2], plain[3]) };
  }
  const instruction = new RegExp(`^([A-Z_]+) on ${VISIT}$`, 'u').exec(text);
  if (!instruction) throw wrong(where, `“${text}” is no moment`);
  const [, opcode = '', line, visit] = instruction;
  return { kind: 'instruction', opcode, ...visitOf(line, visit) };
}

const visitOf = (line: string | undefined, visit: string | undefined) => ({
  line: Number(line),
  visit: Number(visit ?? 1),
});

/** `score after line 6`, `value 24601 int`. */
function parseSubject(text: string | undefined, where: string): LessonSubject | null {
  if (text === undefined) return null;
  const value = /^value (.+) (\w+)$/u.exec(text);
  if (value) return { value: value[1] ?? '', type: value[2] ?? '' };
  const name = new RegExp(String.raw`^(\w+) (before|after) ${VISIT}$`, 'u').exec(text);
  if (!name) throw wrong(where, `“${text}” is no object`);
  const kind = name[2] as 'before' | 'after';
  return { name: name[1] ?? '', at: { kind, ...visitOf(name[3], name[4]) } };
}
