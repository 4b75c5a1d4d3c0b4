// Owns a session writer that only collects what it is given, row by row, for tests of what writes sessions.

import type { ProgramFile } from '../../src/shared/model/engine-messages.ts';
import { packStrings, unpackStrings } from '../../src/main/session/columns/strings.ts';
import type { SessionWriter } from '../../src/shared/model/session-io.ts';
import type {
  CodeRow,
  GapRow,
  GcRunRow,
  OutputRow,
  SessionFacts,
  SourceRow,
  Texts,
  TypeRow,
  VariableRow,
} from '../../src/shared/model/session.ts';
import { END_CAUSES } from '../../src/shared/model/session.ts';
import type { Site } from '../../src/shared/model/site.ts';

type Row<Block> = {
  [
    Key in keyof Block as Key extends 'count' | 'firstSeq' | 'firstId' | 'firstStep' ? never : Key
  ]: Block[Key] extends ArrayLike<infer Item> ? Item : never;
};
/** Texts as they come back from a file. */
function withTexts<Block extends { readonly count: number; readonly value: Texts }>(block: Block) {
  const { width, bytes } = packStrings(block.value, block.count);
  return { ...block, value: unpackStrings(bytes, block.count, width) ?? [] };
}

type BlockOf<
  Method extends 'addEvents' | 'addObjects' | 'addEnds' | 'addClaims' | 'addSteps' | 'addBinds',
> = Parameters<SessionWriter[Method]>[0];

function rows<Block extends { readonly count: number }>(block: Block): Row<Block>[] {
  const columns = Object.entries<unknown>({ ...block }).filter(
    ([, value]) => typeof value !== 'number',
  );
  return Array.from(
    { length: block.count },
    (_, i) =>
      Object.fromEntries(
        columns.map(([name, column]) => [name, (column as ArrayLike<unknown>)[i]]),
      ) as Row<Block>,
  );
}

export class CollectingWriter implements SessionWriter {
  readonly facts: Partial<SessionFacts> = {};
  readonly sites: Site[] = [];
  readonly sources: SourceRow[] = [];
  readonly codes: CodeRow[] = [];
  readonly types: TypeRow[] = [];
  readonly variables: VariableRow[] = [];
  readonly events: Row<BlockOf<'addEvents'>>[] = [];
  readonly objects: Row<BlockOf<'addObjects'>>[] = [];
  readonly ends: (Omit<Row<BlockOf<'addEnds'>>, 'cause' | 'value'> & {
    cause: string;
    value: string;
  })[] = [];
  readonly claims: (Omit<Row<BlockOf<'addClaims'>>, 'value'> & { value: string })[] = [];
  readonly steps: Row<BlockOf<'addSteps'>>[] = [];
  readonly binds: Row<BlockOf<'addBinds'>>[] = [];
  readonly outputs: OutputRow[] = [];
  readonly inputs: { afterSeq: number; bytes: Uint8Array }[] = [];
  readonly files: ProgramFile[] = [];
  readonly gcRuns: GcRunRow[] = [];
  readonly gaps: GapRow[] = [];
  readonly clock: number[] = [];
  readonly blockSizes: number[] = [];
  commits = 0;
  finished: Partial<SessionFacts> | null = null;

  setFacts(facts: Partial<SessionFacts>): void {
    Object.assign(this.facts, facts);
  }
  setOpcodeNames(): void {}
  addSites(sites: readonly Site[]): void {
    this.sites.push(...sites);
  }
  addSource(row: SourceRow): void {
    this.sources.push(row);
  }
  addCode(row: CodeRow): void {
    this.codes.push(row);
  }
  addType(row: TypeRow): void {
    this.types.push(row);
  }
  addVariable(row: VariableRow): void {
    this.variables.push(row);
  }
  addEvents(block: BlockOf<'addEvents'>): void {
    follows(block.firstSeq, this.events);
    this.blockSizes.push(block.count);
    for (const row of rows(block)) this.events.push(row);
  }
  addObjects(block: BlockOf<'addObjects'>): void {
    follows(block.firstId, this.objects);
    for (const row of rows(block)) this.objects.push(row);
  }
  addEnds(block: BlockOf<'addEnds'>): void {
    for (const row of rows(withTexts(block)))
      this.ends.push({ ...row, cause: END_CAUSES[row.cause] ?? '?' });
  }
  addClaims(block: BlockOf<'addClaims'>): void {
    for (const row of rows(withTexts(block))) this.claims.push(row);
  }
  addSteps(block: BlockOf<'addSteps'>): void {
    follows(block.firstStep, this.steps);
    for (const row of rows(block)) this.steps.push(row);
  }
  addBinds(block: BlockOf<'addBinds'>): void {
    for (const row of rows(block)) this.binds.push(row);
  }
  addOutput(row: OutputRow): void {
    this.outputs.push(row);
  }
  addGcRun(row: GcRunRow): void {
    this.gcRuns.push(row);
  }
  addGap(row: GapRow): void {
    this.gaps.push(row);
  }
  addClock(readings: Float64Array): void {
    this.clock.push(...readings);
  }
  addInput(afterSeq: number, bytes: Uint8Array): void {
    this.inputs.push({ afterSeq, bytes });
  }
  addFile(file: ProgramFile): void {
    this.files.push(file);
  }
  settle(): void {
    // It never runs behind.
  }
  commit(): void {
    this.commits++;
  }
  finish(facts: Partial<SessionFacts>): void {
    this.finished = facts;
  }
  sizeBytes(): number {
    return this.events.length;
  }
}

function follows(first: number, rowsBefore: readonly unknown[]): void {
  if (first !== rowsBefore.length + 1)
    throw new Error(`rows from ${first} do not follow ${rowsBefore.length}`);
}
