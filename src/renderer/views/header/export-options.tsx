// Owns the form of the export: which format, which table, which objects, which range.

import { useState } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useExport, type ExportFormat } from '../../state/export-store.ts';
import { useRange } from '../../state/range-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { count } from '../../state/words.ts';
import {
  FIRST_CHOICES,
  type ExportChoices,
  type ExportRange,
  type ExportTable,
  type ExportWhich,
} from './export-form.ts';

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
const FORMATS: ChoiceProps<ExportFormat>['options'] = [
  { value: 'csv', text: 'CSV: one table, for spreadsheets' },
  { value: 'sqlite', text: 'SQLite: a database of all tables' },
];
const RANGES: ChoiceProps<ExportRange>['options'] = [
  { value: 'whole', text: 'Whole recording' },
  { value: 'run', text: 'While the program ran' },
  { value: 'playhead', text: 'Up to the playhead' },
  { value: 'visible', text: 'What the timeline shows' },
];
const MARKED = { value: 'marked', text: 'The marked range' } as const;

export interface ExportOptionsProps {
  readonly summary: SessionSummary;
  readonly onExport: (choices: ExportChoices) => void;
}

export const ExportOptions = ({ summary, onExport }: ExportOptionsProps) => {
  const [choices, setChoices] = useState(FIRST_CHOICES);
  const { format, chooseFormat } = useExport();
  const { selectedObject, pinned } = useSelection();
  const hasMarked = useRange((state) => state.range !== null);
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
  const isDatabase = format === 'sqlite';
  const range = choices.range === 'marked' && !hasMarked ? 'whole' : choices.range;
  return (
    <div className="export-form">
      <Choice label="Format" value={format} options={FORMATS} onChange={chooseFormat} />
      {!isDatabase && (
        <Choice
          label="Table"
          value={choices.table}
          options={TABLES}
          onChange={(table) => change({ table })}
        />
      )}
      {(isDatabase || choices.table !== 'steps') && (
        <Choice
          label="Objects"
          value={choices.which}
          options={which}
          onChange={(value) => change({ which: value })}
        />
      )}
      <Choice
        label="Range"
        value={range}
        options={hasMarked ? [...RANGES, MARKED] : RANGES}
        onChange={(value) => change({ range: value })}
      />
      <button
        type="button"
        className="button button-primary"
        onClick={() => onExport({ ...choices, range })}
      >
        Export
      </button>
    </div>
  );
};
