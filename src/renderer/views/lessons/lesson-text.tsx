// Owns how a lesson's text is shown: paragraphs, `code`, _emphasis_, and the numbers of the version in place of {count} and
// {printed}. Invariant: a number in braces comes from the lesson's checked facts, never from the text.

import type { ReactNode } from 'react';

export interface LessonNumbers {
  readonly count: string;
  readonly printed: string;
}

const PARTS = /(`[^`]+`|(?<!\w)_[^_]+_(?!\w))/u;

/** Fills in the numbers, also inside code. */
export const withNumbers = (text: string, { count, printed }: LessonNumbers): string =>
  text.replaceAll('{count}', count === 'immortal' ? '∞' : count).replaceAll('{printed}', printed);

const inline = (text: string): ReactNode[] =>
  text.split(PARTS).map((part, index) => {
    if (part.startsWith('`')) return <code key={index}>{part.slice(1, -1)}</code>;
    if (/^_[^_]+_$/u.test(part)) return <em key={index}>{part.slice(1, -1)}</em>;
    return part;
  });

export const LessonText = ({ text, numbers }: { text: string; numbers: LessonNumbers }) => (
  <>
    {text.split(/\n\n+/u).map((paragraph, index) => (
      <p key={index}>{inline(withNumbers(paragraph.replaceAll('\n', ' '), numbers))}</p>
    ))}
  </>
);
