// Owns the read-only view of one recorded source. Must not know the session: it is given marks, and tells clicks on lines.

import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { SourceText } from '../../../shared/api/index.ts';
import { codeMarks, keepLineInView, showMarks, type Marks } from './code-marks.ts';
import { lineClicks, type OnLine } from './line-clicks.ts';
import { pythonLanguage } from './python-language.ts';

export interface CodeViewProps {
  readonly source: SourceText;
  readonly marks: Marks;
  /** False while the playhead is moved by clicks in this very view. */
  readonly isFollowing: boolean;
  readonly onLine: OnLine;
}

const onEnter = (onLine: OnLine, direction: 'next' | 'previous') => (view: EditorView) => {
  onLine(view.state.doc.lineAt(view.state.selection.main.head).number, direction);
  return true;
};

const createView = (source: SourceText, parent: HTMLElement, onLine: OnLine): EditorView =>
  new EditorView({
    parent,
    doc: source.text ?? '',
    extensions: [
      lineClicks(onLine),
      codeMarks(source.eventsPerLine),
      drawSelection(),
      search(),
      keymap.of([
        { key: 'Enter', run: onEnter(onLine, 'next'), shift: onEnter(onLine, 'previous') },
        ...searchKeymap,
      ]),
      pythonLanguage(),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({
        // Not a text box: nothing can be typed, and Program is the one that can.
        role: 'document',
        'aria-label': 'Recorded source',
        tabindex: '0',
      }),
    ],
  });

export const CodeView = ({ source, marks, isFollowing, onLine }: CodeViewProps) => {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handler = useRef(onLine);
  handler.current = onLine;

  useEffect(() => {
    if (!host.current) return;
    const created = createView(source, host.current, (line, direction) =>
      handler.current(line, direction),
    );
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, [source]);

  useEffect(() => {
    if (view.current) showMarks(view.current, marks);
  }, [marks, source]);

  useEffect(() => {
    return view.current && isFollowing ? keepLineInView(view.current, marks.line) : undefined;
  }, [marks.line, source, isFollowing]);

  return <div ref={host} className="code-host code-recorded" />;
};
