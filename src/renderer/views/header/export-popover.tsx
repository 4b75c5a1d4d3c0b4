// Owns Export CSV: the button exports your events at once; beside it, the options. Progress and the end show in the popover.

import { Popover } from 'radix-ui';
import { useEffect } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useExport, type ExportState } from '../../state/export-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { ChevronIcon, ExportIcon } from '../kit/icons.tsx';
import {
  ASK_ABOVE_EVENTS,
  exportParams,
  FIRST_CHOICES,
  type ExportChoices,
} from './export-form.ts';
import { ExportJob } from './export-job.tsx';
import { ExportOptions } from './export-options.tsx';

const startExport = (summary: SessionSummary, choices: ExportChoices): void => {
  const { selectedObject: selected, pinned } = useSelection.getState();
  const playhead = usePlayhead.getState().seq;
  void useExport.getState().start(exportParams(choices, { summary, selected, pinned, playhead }));
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
  const { state, reset } = useExport();
  useDownload(state);
  const exportAtOnce = (): void => {
    set({ isExportOpen: true });
    if (summary && summary.facts.events <= ASK_ABOVE_EVENTS) startExport(summary, FIRST_CHOICES);
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
          <h2 className="popover-title">Export CSV</h2>
          <ExportJob state={state} />
          {summary && (
            <ExportOptions
              summary={summary}
              onExport={(choices) => startExport(summary, choices)}
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
