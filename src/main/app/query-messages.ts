// Owns the messages between the app and the process that reads one session.

import type { CsvOptions } from '../session/csv/export-csv.ts';
import type { CsvFilter } from '../session/csv/selection.ts';
import type { QueryName } from '../session/query/session-queries.ts';

export type QueryTask =
  | { readonly kind: 'query'; readonly name: QueryName; readonly params: unknown }
  | { readonly kind: 'verify' }
  | ExportTask;

/** Writes the whole file or nothing. */
export type ExportTask = { readonly kind: 'export'; readonly file: string } & ExportContent;

export type ExportContent =
  | { readonly format: 'csv'; readonly options: CsvOptions }
  | { readonly format: 'sqlite'; readonly options: CsvFilter };

export interface QueryRequest {
  readonly id: number;
  readonly task: QueryTask;
}

/** Nobody waits for the answer any more. It is answered all the same: with `refused`, unless it was already. */
export interface QueryCancel {
  readonly cancel: number;
}

export type QueryResponse =
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly rows: number;
      readonly totalRows: number;
    }
  | {
      readonly id: number;
      readonly kind: 'refused';
      readonly failureKind: string;
      readonly message: string;
    };

/** The first answer of a worker: its session is open, or why not. */
export const OPENED = 0;
