// npm run bench:replay -- FILE…: asks who holds objects at moments all over recorded runs, as a window does, and prints the wall times
// in milliseconds: the first question, the next moment, a jump on, jumps back, and random jumps with and without a pause in between.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { SessionReplay } from '../src/main/app/replay/session-replay.ts';
import { openSession } from '../src/main/session/read/open-session.ts';
import type { SessionFile } from '../src/main/session/read/session-file.ts';
import { OBJECT_FLAG } from '../src/shared/model/session.ts';

const JUMPS = 20;
/** What reading an answer takes at least. */
const PAUSE_MS = 2_000;
/** For the errands after the first question: the whole run is compared, and checkpoints are taken. */
const idleMs = (events: number): number => 15_000 + events / 4_000;

let state = 1;
function random(): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return state / 0x8000_0000;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The first object of yours that changes at or before an event and is there behind it. */
function pairNear(session: SessionFile, at: number): { object: number; seq: number } {
  const lives = session.lives();
  for (let seq = at; seq > 0; seq--) {
    const block = session.eventBlock(session.blockOfSeq(seq));
    const object = block.object[seq - block.firstSeq] ?? 0;
    const end = lives.endSeq(object);
    const isYours = (lives.flags(object) & OBJECT_FLAG.yours) !== 0;
    if (isYours && lives.bornSeq(object) <= seq && (end === 0 || end > seq)) return { object, seq };
  }
  throw new Error('there is no such object');
}

async function measure(file: string): Promise<void> {
  const session = openSession(file);
  const { runFromSeq, exitFromSeq, events } = session.facts();
  const at = (share: number): number => Math.floor(runFromSeq + share * (exitFromSeq - runFromSeq));
  const replay = new SessionReplay(file, () => undefined);
  const ask = async (share: number): Promise<number> => {
    const pair = pairNear(session, at(share));
    const asked = performance.now();
    await replay.ask({ kind: 'holders', ...pair });
    return performance.now() - asked;
  };
  const print = (what: string, ...times: number[]): void =>
    console.log(
      `  ${what.padEnd(44)}${times.map((ms) => String(Math.round(ms)).padStart(7)).join('')}`,
    );
  const memory = (): number =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(replay.pid)])) / 1024;

  console.log(`${path.basename(file)}: ${events.toLocaleString('en')} events`);
  print('first question, at 50 %', await ask(0.5));
  print('the same moment again', await ask(0.5));
  print('a jump back to 20 % at once', await ask(0.2));
  print('a jump on to 80 % at once', await ask(0.8));
  await pause(idleMs(events));
  print('MB of the process, idle', memory());
  print('a moment later (100 events)', await ask(0.8 + 100 / events));
  print('jump back to 10 %', await ask(0.1));
  print('jump on to 95 %', await ask(0.95));
  print('jump back to 94 %', await ask(0.94));
  for (const pauseMs of [PAUSE_MS, 0]) {
    await pause(PAUSE_MS);
    const times: number[] = [];
    for (let i = 0; i < JUMPS; i++) {
      await pause(pauseMs);
      times.push(await ask(random()));
    }
    times.sort((a, b) => a - b);
    const quantile = (q: number): number => times[Math.ceil(q * JUMPS) - 1] ?? 0;
    print(
      `20 random jumps, ${pauseMs / 1000} s apart: median, p95, max`,
      quantile(0.5),
      quantile(0.95),
      quantile(1),
    );
  }
  print('MB of the process', memory());
  await replay.close();
  session.close();
}

for (const file of process.argv.slice(2)) await measure(file);
