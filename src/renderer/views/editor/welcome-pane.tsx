// Owns what stands beside the editor: what to do first, the example programs, the last recordings.

import { openSession } from '../../state/actions.ts';
import { openLessons } from '../../state/lesson-actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { useApi } from '../../state/use-api.ts';
import { useWindow } from '../../state/window-store.ts';
import { counted } from '../../state/words.ts';
import { matchingEntries } from '../header/matching-entries.ts';
import { Pane } from '../kit/pane.tsx';

const RECENT = 4;

const Hints = () => (
  <ol className="welcome-steps">
    <li>
      <b>Write or drop a program</b> in the editor, or pick an example below.
    </li>
    <li>
      <b>Record</b> runs it on real CPython and logs every change of every reference count.
    </li>
    <li>
      <b>Scrub the timeline:</b> code, names, output and counts follow the playhead, with the reason
      for each change.
    </li>
  </ol>
);

const Examples = () => {
  const examples = useWindow((state) => state.info?.examples) ?? [];
  const load = useProgram((state) => state.load);
  const name = useProgram((state) => state.name);
  return (
    <section>
      <h3>Examples</h3>
      <ul className="card-list">
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className="card"
              aria-label={example.title}
              aria-pressed={name === `${example.id}.py`}
              onClick={() => load({ name: `${example.id}.py`, source: example.source })}
            >
              {example.title}
              <small>{example.summary}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Lessons = () => (
  <section>
    <h3>Lessons</h3>
    <button type="button" className="card" onClick={() => void openLessons()}>
      Learn step by step
      <small>
        Short lessons on reference counts: each walks through a program’s run and asks you first.
      </small>
    </button>
  </section>
);

const Recent = () => {
  const version = useWindow((state) => state.libraryVersion);
  const { value } = useApi('library.list', {}, version);
  const entries = matchingEntries(value ?? [], '')
    .filter((entry) => entry.facts !== null)
    .slice(0, RECENT);
  return entries.length === 0 ? null : (
    <section>
      <h3>Last recordings</h3>
      <ul className="card-list">
        {entries.map((entry) => (
          <li key={entry.path}>
            <button
              type="button"
              role="link"
              className="card"
              onClick={() => void openSession(entry.path)}
            >
              {entry.title}
              <small>
                Python {entry.facts?.pythonVersion} · {counted(entry.facts?.events ?? 0, 'event')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const WelcomePane = () => (
  <Pane name="Start" title="Start here" bodyClass="pane-body welcome">
    <Hints />
    <Lessons />
    <Examples />
    <Recent />
  </Pane>
);
