// Owns the list of what of a folder goes into the sandbox and what stays out, and why.

import type { ProjectPart } from '../../../shared/api/index.ts';
import { bytesText, count, counted } from '../../state/words.ts';

/** More rows help nobody, and a window has to draw them. */
const MOST_ROWS = 1000;

const More = ({ n }: { n: number }) =>
  n > 0 ? <li className="muted">and {count(n)} more</li> : null;

export const FolderList = ({ folder }: { folder: ProjectPart }) => {
  const { name, files, leftOut, totalBytes } = folder;
  return (
    <>
      <p className="project-summary">
        <b className="ellipsis">{name}</b>: {counted(files.length, 'file')}, {bytesText(totalBytes)}
        {leftOut.length > 0 && `; ${count(leftOut.length)} left out`}
      </p>
      <div className="project-files" tabIndex={0} role="group" aria-label="Files of the folder">
        <ul aria-label="In the sandbox">
          {files.slice(0, MOST_ROWS).map(({ path, size }) => (
            <li key={path}>
              <bdi className="mono">{path}</bdi> <span>{bytesText(size)}</span>
            </li>
          ))}
          <More n={files.length - MOST_ROWS} />
        </ul>
        {leftOut.length > 0 && (
          <ul aria-label="Left out" className="project-left-out">
            {leftOut.slice(0, MOST_ROWS).map(({ path, reason }) => (
              <li key={path}>
                <bdi className="mono">{path}</bdi> <span>left out: {reason}</span>
              </li>
            ))}
            <More n={leftOut.length - MOST_ROWS} />
          </ul>
        )}
      </div>
    </>
  );
};
