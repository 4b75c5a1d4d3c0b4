// Owns the program editor as part of an open session: while its text is what was recorded it shows the playhead's line, and
// clicks move the playhead; once edited it is a plain editor until the program is recorded again.

import { useEffect, useRef } from 'react';
import type { EditorView } from '@codemirror/view';
import { useWindow } from '../../state/window-store.ts';
import { setProgramExtras, takeProgramView } from '../editor/program-view.ts';
import { codeMarks, keepLineInView, showMarks } from './code-marks.ts';
import type { CodeViewProps } from './code-view.tsx';
import { lineClicks } from './line-clicks.ts';

export interface ProgramCodeProps extends CodeViewProps {
  /** True while the editor's text is the recorded one. */
  readonly isRecorded: boolean;
}

export const ProgramCode = (props: ProgramCodeProps) => {
  const { source, marks, isFollowing, isRecorded, onLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handler = useRef(onLine);
  handler.current = onLine;
  const isShown = useWindow((state) => state.view === 'recording');

  useEffect(() => {
    if (!isShown || !host.current) return;
    view.current = takeProgramView(host.current);
    if (!isRecorded) return;
    setProgramExtras([
      lineClicks((line, direction) => handler.current(line, direction)),
      codeMarks(source.eventsPerLine),
    ]);
    return () => setProgramExtras([]);
  }, [isShown, isRecorded, source]);

  useEffect(() => {
    if (isShown && isRecorded && view.current) showMarks(view.current, marks);
  }, [isShown, isRecorded, marks, source]);

  useEffect(() => {
    if (isShown && isRecorded && isFollowing && view.current)
      return keepLineInView(view.current, marks.line);
    return undefined;
  }, [isShown, isRecorded, isFollowing, marks.line, source]);

  return <div ref={host} className={isRecorded ? 'code-host code-recorded' : 'code-host'} />;
};
