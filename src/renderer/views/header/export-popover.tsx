// Owns Export CSV: the button exports your events at once; beside it, the options. Progress and the end show in the popover.

import { Popover } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useExport, type ExportState } from '../../state/export-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { count, counted } from '../../state/words.ts';
import { ChevronIcon, ExportIcon } from '../kit/icons.tsx';
import {
  ASK_ABOVE_EVENTS,
  exportParams,
  FIRST_CHOICES,
  type ExportChoices,
  type ExportRange,
  type ExportTable,
  type ExportWhich,
} from './export-form.ts';

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

const Job = ({ state }: { state: ExportState }) => {
  const cancel = useExport((one) => one.cancel);
  switch (state.kind) {
    case 'idle':
      return null;
    case 'asking':
      return <p className="export-job muted">Starting…</p>;
    case 'cancelled':
      return <p className="export-job muted">Cancelled; nothing was left behind.</p>;
    case 'failed':
      return (
        <p className="export-job library-problem" role="alert">
          {state.message}
        </p>
      );
    case 'running': {
      const share = state.totalRows > 0 ? state.rows / state.totalRows : 0;
      return (
        <div className="export-job" role="status">
          <p>
            {count(state.rows)}
            {state.totalRows > 0 && ` of ${count(state.totalRows)}`} rows
            <button type="button" className="button button-small" onClick={() => void cancel()}>
              Cancel
            </button>
          </p>
          <div className="progress">
            <div style={{ width: `${Math.round(share * 100)}%` }} />
          </div>
        </div>
      );
    }
    case 'finished':
      return (
        <p className="export-job" role="status">
          {counted(state.rows, 'row')} written
          {state.downloadUrl === null ? ` to ${state.path}` : '. '}
          {state.downloadUrl !== null && (
            <a className="link" href={state.downloadUrl} download>
              Download again
            </a>
          )}
        </p>
      );
  }
};

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

const Choice = <Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) => (
  <label className="export-choice">
    <span>{label}</span>
    <select
      className="field"
      value={value}
      onChange={(event) => {
        const chosen = options.find((one) => one.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.text}
        </option>
      ))}
    </select>
  </label>
);

const TABLES: ChoiceProps<ExportTable>['options'] = [
  { value: 'events', text: 'Events: every change of a count' },
  { value: 'objects', text: 'Objects: one row per lifetime' },
  { value: 'steps', text: 'Steps: one row per line that ran' },
];
const RANGES: ChoiceProps<ExportRange>['options'] = [
  { value: 'whole', text: 'Whole recording' },
  { value: 'run', text: 'While the program ran' },
  { value: 'playhead', text: 'Up to the playhead' },
];

const Form = ({ summary }: { summary: SessionSummary }) => {
  const [choices, setChoices] = useState(FIRST_CHOICES);
  const { selectedObject, pinned } = useSelection();
  const change = (next: Partial<ExportChoices>): void => setChoices({ ...choices, ...next });
  const which: ChoiceProps<ExportWhich>['options'] = [
    { value: 'yours', text: `Yours (${count(summary.objectCounts.yours)})` },
    { value: 'all', text: `All (${count(summary.objectCounts.all)})` },
    ...(selectedObject === null
      ? []
      : [{ value: 'selected' as const, text: `Selected: #${selectedObject}` }]),
    ...(pinned.length === 0
      ? []
      : [{ value: 'pinned' as const, text: `Pinned (${pinned.length})` }]),
  ];
  return (
    <div className="export-form">
      <Choice
        label="Table"
        value={choices.table}
        options={TABLES}
        onChange={(table) => change({ table })}
      />
      {choices.table !== 'steps' && (
        <Choice
          label="Objects"
          value={choices.which}
          options={which}
          onChange={(value) => change({ which: value })}
        />
      )}
      <Choice
        label="Range"
        value={choices.range}
        options={RANGES}
        onChange={(range) => change({ range })}
      />
      <button
        type="button"
        className="button button-primary"
        onClick={() => startExport(summary, choices)}
      >
        Export
      </button>
    </div>
  );
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
          <Job state={state} />
          {summary && <Form summary={summary} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
