// Owns the line in which input() is answered: Enter gives it, the arrows bring back what was given before, Ctrl+D is the end of the
// input. Must not know the program. Invariant: what is typed survives that the line is shown elsewhere.

import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useRecording } from '../../state/recording-store.ts';

/** Which of the earlier lines is shown: as many back from the last; 0 is what is being typed. */
const useEarlier = () => {
  const { answers, draft, setDraft } = useRecording();
  const [back, setBack] = useState(0);
  const typed = useRef(draft);
  const go = (by: 1 | -1): void => {
    const next = Math.min(answers.length, Math.max(0, back + by));
    if (next === back) return;
    if (back === 0) typed.current = draft;
    setBack(next);
    setDraft(next === 0 ? typed.current : (answers.at(-next) ?? ''));
  };
  const type = (text: string): void => {
    setBack(0);
    setDraft(text);
  };
  return { draft, type, go };
};

/** `takesFocus`: the program has the user's attention. */
export const InputLine = ({ takesFocus }: { readonly takesFocus: boolean }) => {
  const { draft, type, go } = useEarlier();
  const field = useRef<HTMLInputElement>(null);
  const answerInput = useRecording((state) => state.answerInput);
  useEffect(() => {
    const { activeElement } = document;
    // Moved to another layout, it takes its focus along; somebody who looks at the past is not interrupted.
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree || takesFocus) field.current?.focus();
  }, [takesFocus]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void answerInput(`${draft}\n`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isEnd = event.key === 'd' && event.ctrlKey && draft === '';
    if (isEnd) void answerInput(null);
    else if (event.key === 'ArrowUp') go(1);
    else if (event.key === 'ArrowDown') go(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form className="output-input" onSubmit={submit}>
      <input
        ref={field}
        className="field mono"
        aria-label="Input for the program"
        placeholder="Type a line"
        title="Enter gives the line to the program; ↑ and ↓ bring back earlier ones; Ctrl+D ends the input"
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="button button-primary">
        Enter
      </button>
      <button
        type="button"
        className="button"
        title="The program reads the end of its input (Ctrl+D)"
        onClick={() => void answerInput(null)}
      >
        End of input
      </button>
    </form>
  );
};
