// Owns Export CSV: the button exports your events at once; beside it, the options, a database among them. Progress and the end show
// in the popover.

import { Popover } from 'radix-ui';
import { useEffect } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { sentenceOf } from '../../state/ask.ts';
import { useExport, type ExportFormat, type ExportState } from '../../state/export-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { seqSpanOf, useRange, type SeqSpan } from '../../state/range-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { ChevronIcon, ExportIcon } from '../kit/icons.tsx';
import {
  ASK_ABOVE_EVENTS,
  exportFilter,
  FIRST_CHOICES,
  type ExportChoices,
  type ExportRange,
} from './export-form.ts';
import { ExportJob } from './export-job.tsx';
import { ExportOptions } from './export-options.tsx';

/** The events of a range of the timeline. */
const spanOf = (session: string, range: ExportRange): Promise<SeqSpan> | null => {
  const marked = useRange.getState().range;
  if (range === 'visible') return seqSpanOf(session, useViewport.getState());
  return range === 'marked' && marked ? seqSpanOf(session, marked) : null;
};

const startExport = async (
  summary: SessionSummary,
  choices: ExportChoices,
  format: ExportFormat,
): Promise<void> => {
  const { selectedObject: selected, pinned } = useSelection.getState();
  const playhead = usePlayhead.getState().seq;
  const { start, fail } = useExport.getState();
  try {
    const span = await spanOf(summary.session, choices.range);
    const filter = exportFilter(choices, { summary, selected, pinned, playhead, span });
    const csv = { ...filter, table: choices.table };
    await start(format === 'csv' ? { format, params: csv } : { format, params: filter });
  } catch (error) {
    fail(sentenceOf(error));
  }
};

/** The browser keeps downloads itself: the link is followed once, as soon as the file is ready. */
const useDownload = (state: ExportState): void => {
  useEffect(() => {
    if (state.kind !== 'finished' || state.downloadUrl === null) return;
    const link = document.createElement('a');
    link.href = state.downloadUrl;
    link.download = state.path.split(/[\\/]/u).at(-1) ?? 'refscope.csv';
    link.click();
  }, [state]);
};

export const ExportPopover = () => {
  const summary = useSession((state) => state.summary);
  const isOpen = useWindow((state) => state.isExportOpen);
  const set = useWindow((state) => state.set);
  const { state, format, reset } = useExport();
  useDownload(state);
  const exportAtOnce = (): void => {
    set({ isExportOpen: true });
    useExport.getState().chooseFormat('csv');
    if (summary && summary.facts.events <= ASK_ABOVE_EVENTS)
      void startExport(summary, FIRST_CHOICES, 'csv');
  };
  const onOpenChange = (open: boolean): void => {
    if (open && state.kind !== 'running') reset();
    set({ isExportOpen: open });
  };
  return (
    <Popover.Root open={isOpen && summary !== null} onOpenChange={onOpenChange}>
      <Popover.Anchor className="split-button">
        <button
          type="button"
          className="button"
          disabled={!summary || state.kind === 'running'}
          title="Export the events of your objects as CSV"
          onClick={exportAtOnce}
        >
          <ExportIcon /> Export CSV
        </button>
        <Popover.Trigger
          className="button button-icon"
          aria-label="Export options"
          disabled={!summary}
        >
          <ChevronIcon size={12} />
        </Popover.Trigger>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="popover export"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Export"
        >
          <h2 className="popover-title">Export</h2>
          <ExportJob state={state} />
          {summary && (
            <ExportOptions
              summary={summary}
              onExport={(choices) => void startExport(summary, choices, format)}
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
