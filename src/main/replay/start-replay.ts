// Owns a replay's thread as the app sees it: questions in rising order of seq, answers, the end.
// Invariant: after a failure or close() every question is answered by that failure, and the thread is gone.

import { MessageChannel, Worker } from 'node:worker_threads';
import { Failure } from '../../shared/base/failure.ts';
import type { BootSpec } from '../../shared/model/engine-messages.ts';
import type { HoldersAnswer, HoldersQuestion } from '../../shared/model/holders.ts';
import { STACK_MB } from '../engine/start-engine.ts';
import type { ReplayMessage, ReplayWorkerData } from './replay-messages.ts';

export interface ReplayOptions {
  readonly spec: BootSpec;
  readonly sessionPath: string;
  readonly workerUrl: URL;
}

interface Waiting {
  resolve(answer: HoldersAnswer): void;
  reject(error: Failure): void;
}

export class Replay {
  readonly #worker: Worker;
  readonly #channel = new MessageChannel();
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #waiting: Waiting[] = [];
  #over: Failure | null = null;

  constructor({ spec, sessionPath, workerUrl }: ReplayOptions) {
    const questions = this.#channel.port2;
    const workerData: ReplayWorkerData = {
      spec,
      sessionPath,
      questions,
      questionSignal: this.#signal,
    };
    this.#worker = new Worker(workerUrl, {
      workerData,
      transferList: [questions],
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    this.#worker.on('message', (message: ReplayMessage) => {
      if (message.kind === 'failed') this.#end(message.message);
      else this.#waiting.shift()?.resolve(message.answer);
    });
    this.#worker.on('error', (error) => this.#end(`The replay crashed: ${String(error)}`));
    this.#worker.on('exit', () => this.#end('The replay was ended.'));
  }

  /** @param question not before the one asked last */
  ask(question: HoldersQuestion): Promise<HoldersAnswer> {
    if (this.#over) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#channel.port1.postMessage(question);
      Atomics.add(this.#signal, 0, 1);
      Atomics.notify(this.#signal, 0);
    });
  }

  async close(): Promise<void> {
    this.#end('The replay was ended.');
    await this.#worker.terminate();
  }

  #end(message: string): void {
    if (this.#over) return;
    this.#over = new Failure('engine', message);
    this.#channel.port1.close();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#over);
    void this.#worker.terminate();
  }
}
