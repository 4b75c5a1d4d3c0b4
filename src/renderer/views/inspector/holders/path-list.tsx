// Owns "why is it alive?": the shortest way from what is alive by itself to the object, a reference a line.

import type { PathAnswer } from '../../../../shared/api/index.ts';
import { Words } from '../../kit/words.tsx';
import { ObjectLink } from './object-link.tsx';

export const PathList = ({ answer }: { answer: PathAnswer }) => (
  <section aria-label="Why it is alive">
    <h4>Why it is alive</h4>
    {answer.root === null ? (
      <p>
        Nothing that is in use leads to it any more: only objects that nothing else refers to hold
        it. It waits for the cycle collector.
      </p>
    ) : (
      <ol className="path">
        <li>
          <Words text={answer.root.words} />
        </li>
        {answer.links.map((link, i) => (
          <li key={i}>
            <Words text={link.words} />
            {' → '}
            {link.object === 0 || link.object === answer.object ? (
              <strong>{link.label}</strong>
            ) : (
              <ObjectLink object={link.object}>{link.label}</ObjectLink>
            )}
          </li>
        ))}
      </ol>
    )}
  </section>
);
