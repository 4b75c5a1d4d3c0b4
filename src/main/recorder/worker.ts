// The recorder's two worker threads. One waits for the ring, decodes and ends; the other packs, compresses and writes what the first
// made of it. Everything is synchronous: they sleep on shared memory and fetch their messages, so that neither waits for an event loop.

import { isMainThread, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { RingReady, SideMessage } from '../../shared/model/engine-messages.ts';
import type {
  RecorderCommand,
  RecorderMessage,
  RecorderSpec,
  RunOutcome,
} from '../../shared/model/recorder-messages.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import { engineDefinition } from '../engine/catalogue.ts';
import { ShortValues } from '../engine/describe-short.ts';
import { describeValue } from '../engine/describe.ts';
import { RemoteWriter } from '../session/write/remote-writer.ts';
import type { WriterChannel } from '../session/write/writer-channel.ts';
import { serveSessionWriter } from '../session/write/writer-service.ts';
import { Decoder } from './decoder.ts';
import { Recording } from './recording.ts';
import { RingReader } from './ring-reader.ts';
import { SideTable } from './side-table.ts';

/** What the thread is that a worker is started as. */
export type RecorderThreadData = RecorderWorkerData | WriterWorkerData;

export interface WriterWorkerData {
  readonly role: 'write';
  readonly path: string;
  readonly channel: WriterChannel;
}

export interface RecorderWorkerData {
  readonly role: 'decode';
  /** The way to the thread that writes. */
  readonly channel: WriterChannel;
  readonly spec: RecorderSpec;
  /** From the engine. */
  readonly side: MessagePort;
  /** Commands of the app; `signal[0]` counts those sent. */
  readonly commands: MessagePort;
  readonly signal: Int32Array;
}

const send = (message: RecorderMessage): void => parentPort?.postMessage(message);

class CommandReader {
  readonly #data: RecorderWorkerData;
  ring: RingReady | null = null;
  outcome: RunOutcome | null = null;

  constructor(data: RecorderWorkerData) {
    this.#data = data;
  }

  receive(): void {
    for (;;) {
      const command = receiveMessageOnPort(this.#data.commands)?.message as
        RecorderCommand | undefined;
      if (!command) return;
      if (command.kind === 'begin') this.ring = command.ring;
      else this.outcome = command.outcome;
    }
  }

  /** Sleeps until the first command. */
  waitForFirst(): void {
    Atomics.wait(this.#data.signal, 0, 0);
    this.receive();
  }
}

function main(data: RecorderWorkerData): void {
  const { spec } = data;
  const startedAt = performance.now();
  const writer: SessionWriter = new RemoteWriter(data.channel);
  try {
    writer.setFacts({ ...spec.facts, status: 'recording' });
    for (const file of spec.files) writer.addFile(file);
    writer.commit();
    writer.settle();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ kind: 'failed', message });
    endQuietly(writer, message);
    send(nothingRecorded({ status: 'crashed', reason: message, exitStatus: null }, 0));
    return;
  }
  const commands = new CommandReader(data);
  commands.waitForFirst();
  if (commands.ring) record(data, writer, commands, commands.ring);
  else if (commands.outcome) {
    const { status, reason: statusReason, exitStatus } = commands.outcome;
    const durationMs = Math.round(performance.now() - startedAt);
    writer.finish({ status, statusReason, exitStatus, durationMs });
    send(nothingRecorded(commands.outcome, writer.sizeBytes()));
  }
}

function record(
  { spec, side: port }: RecorderWorkerData,
  writer: SessionWriter,
  commands: CommandReader,
  { memory, sites, engine }: RingReady,
): void {
  const { instrument, layout, opcodes, pythonVersion } = engineDefinition(engine);
  writer.setFacts({ engine, pythonVersion });
  writer.setOpcodeNames(Array.from({ length: 256 }, (_, opcode) => opcodes.names[opcode] ?? ''));
  writer.addSites(sites);
  const maxEvents = spec.maxEvents ?? Infinity;
  const { immortalRefcount } = instrument;
  const decoder = new Decoder(
    {
      sites,
      immortalRefcount,
      sources: spec.sources,
      maxEvents,
      short: new ShortValues(layout),
      describe: (kind, payload, names) => describeValue(engine, kind, payload, names),
    },
    writer,
  );
  const side = new SideTable();
  new Recording({
    writer,
    decoder,
    side,
    send,
    maxEvents,
    maxBytes: spec.maxBytes ?? Infinity,
    ring: new RingReader(memory),
    receiveSide: () => {
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
        side.add(next.message as SideMessage);
    },
    outcome: () => {
      commands.receive();
      return commands.outcome;
    },
  }).run();
}

const nothingRecorded = (
  { status, reason: statusReason, exitStatus }: RunOutcome,
  sizeBytes: number,
): RecorderMessage => ({
  kind: 'finished',
  status,
  statusReason,
  exitStatus,
  sizeBytes,
  events: 0,
  steps: 0,
  objects: 0,
  gaps: 0,
  durationMs: 0,
});

/** The writing thread ends with `finish`, also when there is no file. */
function endQuietly(writer: SessionWriter, statusReason: string): void {
  try {
    writer.finish({ status: 'crashed', statusReason });
  } catch {
    // That it cannot write was said.
  }
}

function start(data: RecorderThreadData): void {
  if (data.role === 'write') serveSessionWriter(data.path, data.channel);
  else main(data);
}

if (!isMainThread) start(workerData as RecorderThreadData);
