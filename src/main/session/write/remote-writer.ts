// Owns handing the rows of a session to the thread that writes them (writer-service.ts). Must not write files. Invariants: calls
// arrive in order and none is lost; what is on its way is bounded, then the caller waits; a failure over there is thrown by the
// next call here. The caller may use its columns again at once.

import { receiveMessageOnPort } from 'node:worker_threads';
import { Failure, type FailureKind } from '../../../shared/base/failure.ts';
import type { SessionWriter } from '../../../shared/model/session-io.ts';
import type { ClaimColumns, EndColumns, TextColumn } from '../../../shared/model/session.ts';
import { packTexts } from '../columns/strings.ts';
import type { WriterCall, WriterChannel, WriterFailure } from './writer-channel.ts';
import { SHARED } from './writer-channel.ts';

/** About what the writer does in 100 ms. */
const MOST_WAITING_BYTES = 32 * 1024 * 1024;
const CALL_BYTES = 256;

type Columns = Readonly<Record<string, unknown>> & { readonly count: number };

export class RemoteWriter implements SessionWriter {
  readonly #channel: WriterChannel;
  #failure: Error | null = null;

  constructor(channel: WriterChannel) {
    this.#channel = channel;
  }

  setFacts: SessionWriter['setFacts'] = (facts) => this.#call('setFacts', facts);
  setOpcodeNames: SessionWriter['setOpcodeNames'] = (names) => this.#call('setOpcodeNames', names);
  addSites: SessionWriter['addSites'] = (sites) => this.#call('addSites', sites);
  addSource: SessionWriter['addSource'] = (row) => this.#call('addSource', row);
  addCode: SessionWriter['addCode'] = (row) => this.#call('addCode', row);
  addType: SessionWriter['addType'] = (row) => this.#call('addType', row);
  addVariable: SessionWriter['addVariable'] = (row) => this.#call('addVariable', row);
  addOutput: SessionWriter['addOutput'] = (row) => this.#call('addOutput', row);
  addGcRun: SessionWriter['addGcRun'] = (row) => this.#call('addGcRun', row);
  addGap: SessionWriter['addGap'] = (row) => this.#call('addGap', row);
  addInput: SessionWriter['addInput'] = (seq, bytes) => this.#call('addInput', seq, bytes);
  addFile: SessionWriter['addFile'] = (file) => this.#call('addFile', file);
  addClock: SessionWriter['addClock'] = (readings) => this.#call('addClock', readings);
  addEvents: SessionWriter['addEvents'] = (block) => this.#post('addEvents', { ...block });
  addObjects: SessionWriter['addObjects'] = (block) => this.#post('addObjects', { ...block });
  addSteps: SessionWriter['addSteps'] = (block) => this.#post('addSteps', { ...block });
  addBinds: SessionWriter['addBinds'] = (block) => this.#post('addBinds', { ...block });
  addEnds: SessionWriter['addEnds'] = (block) => this.#post('addEnds', withPackedValues(block));
  addClaims: SessionWriter['addClaims'] = (block) =>
    this.#post('addClaims', withPackedValues(block));
  commit: SessionWriter['commit'] = () => this.#call('commit');

  /** Also after a failure: then the file ends with its last commit. */
  finish(facts: Parameters<SessionWriter['finish']>[0]): void {
    const before = this.#failure;
    this.#send({ method: 'finish', args: [facts], bytes: CALL_BYTES }, []);
    this.#waitUntil(() => this.#isIdle());
    this.#receiveFailure();
    if (this.#failure !== before && this.#failure !== null) throw this.#failure;
  }

  settle(): void {
    this.#waitUntil(() => this.#isIdle());
    this.#throwFailure();
  }

  /** As of the last commit that was carried out. */
  sizeBytes(): number {
    return Atomics.load(this.#channel.shared, SHARED.kilobytes) * 1024;
  }

  #call(method: WriterCall['method'], ...args: readonly unknown[]): void {
    this.#throwFailure();
    this.#send({ method, args, bytes: CALL_BYTES }, []);
  }

  #post(method: WriterCall['method'], columns: Columns): void {
    this.#throwFailure();
    const cut: Record<string, unknown> = {};
    const buffers: ArrayBuffer[] = [];
    let bytes = CALL_BYTES;
    for (const [name, column] of Object.entries(columns)) {
      cut[name] = column;
      if (name === 'value') {
        // Packed for this call: nobody else has them.
        for (const part of Object.values(column as TextColumn)) {
          buffers.push(part.buffer);
          bytes += part.byteLength;
        }
      }
      if (!isTypedArray(column)) continue;
      const rows = column.slice(0, columns.count);
      cut[name] = rows;
      buffers.push(rows.buffer);
      bytes += rows.byteLength;
    }
    this.#waitUntil(() => Atomics.load(this.#channel.shared, SHARED.waiting) <= MOST_WAITING_BYTES);
    this.#send({ method, args: [cut], bytes }, buffers);
  }

  #send(call: WriterCall, buffers: ArrayBuffer[]): void {
    const { port, shared } = this.#channel;
    Atomics.add(shared, SHARED.waiting, call.bytes);
    port.postMessage(call, buffers);
    Atomics.add(shared, SHARED.posted, 1);
    Atomics.notify(shared, SHARED.posted);
  }

  #isIdle(): boolean {
    const { shared } = this.#channel;
    return Atomics.load(shared, SHARED.done) === Atomics.load(shared, SHARED.posted);
  }

  #waitUntil(isReached: () => boolean): void {
    const { shared } = this.#channel;
    for (;;) {
      const done = Atomics.load(shared, SHARED.done);
      if (isReached()) return;
      Atomics.wait(shared, SHARED.done, done, 1000);
    }
  }

  #throwFailure(): void {
    if (Atomics.load(this.#channel.shared, SHARED.failed) !== 0) this.#receiveFailure();
    if (this.#failure) throw this.#failure;
  }

  #receiveFailure(): void {
    const received = receiveMessageOnPort(this.#channel.port)?.message as WriterFailure | undefined;
    if (!received) return;
    const { kind, message } = received;
    this.#failure = kind === '' ? new Error(message) : new Failure(kind as FailureKind, message);
  }
}

type Sliceable = Uint8Array<ArrayBuffer>;
const isTypedArray = (column: unknown): column is Sliceable =>
  ArrayBuffer.isView(column) && !(column instanceof DataView);

/** Strings travel as the bytes they become in the file: thousands of small strings are dear to clone. */
const withPackedValues = (block: EndColumns | ClaimColumns) => ({
  ...block,
  value: packTexts(block.value, block.count),
});
