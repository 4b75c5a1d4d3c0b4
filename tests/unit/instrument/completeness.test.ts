import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { RecordedRun, RecordedRunInput } from './recorded-run.ts';

const SMALL = `
a = [1.5]
b = a
text = 'x' * 100
for i in range(1000):
    x = [i, text[i % 100:]]
del a
print(len(b), x)
`;

/** Resizes, finalizers, resurrection, weak references, cycles, generators, exceptions, dict and tuple free lists. */
const WIDE = `
import collections, csv, dataclasses, decimal, enum, functools, io, json, pickle, random, re, weakref, gc
class Phoenix:
    kept = []
    def __del__(self): Phoenix.kept.append(self)
class Slots:
    __slots__ = ('a', '__weakref__')
class Cycle:
    def __init__(self): self.me = self
@dataclasses.dataclass
class Point:
    x: int
    y: object
def forever(): forever()
def stream(n):
    try:
        for i in range(n): yield (i, str(i))
    finally: pass
for i in range(40):
    Phoenix(); Cycle(); s = Slots(); s.a = [i]; w = weakref.ref(s, lambda r: None)
    data = bytearray(b'ab') * i; data += b'x' * i
    text = ''
    for j in range(60): text += chr(97 + j % 26)
    joined = b''
    for j in range(60): joined += b'z'
    d = {str(j): j for j in range(60)}
    back = json.loads(json.dumps({'d': d, 'l': list(range(60))}))
    pickle.loads(pickle.dumps([back, Point(i, d)]))
    next(stream(3)); list(stream(20)); tuple(x for x in range(30))
    try: int('no')
    except ValueError as e: pass
    decimal.Decimal(i) / 7
    re.sub(r'(\\d+)', lambda m: m.group(1) * 2, 'a1b22c333')
    sorted(d.values(), key=lambda v: -v)
    f = functools.partial(max, 1, key=lambda v: v); f(2)
    o = collections.OrderedDict(d); o.move_to_end('3'); collections.Counter(text)
marker = object(); many = [marker] * 1_200_000; several = (marker,) * 70_000; del many, several
try: forever()
except RecursionError: pass
buffer = io.StringIO(); csv.writer(buffer).writerows([[i, random.random()] for i in range(100)])
gc.collect()
print(len(Phoenix.kept), len(buffer.getvalue().splitlines()))
`;

function record(input: RecordedRunInput): Promise<RecordedRun> {
  const url = new URL('./recorded-run.ts', import.meta.url);
  const worker = new Worker(url, { workerData: input, resourceLimits: { stackSizeMb: 48 } });
  return new Promise((resolve, reject) => {
    worker.once('message', (run: RecordedRun) => void worker.terminate().then(() => resolve(run)));
    worker.once('error', reject);
  });
}

describe.each(['guarded', 'discovery'] as const)('a run on the real engine, %s', (mode) => {
  it.each([
    ['a small program', SMALL, '1 [999, ', 20_000, 500],
    ['a wide program', WIDE, '40 100', 1_000_000, 50_000],
  ])('records every change of %s', async (_name, source, output, leastEvents, leastCompared) => {
    const run = await record({ source, mode });
    expect(run.output).toContain(output);
    expect(run.exit).toBe(0);
    expect(run.events).toBeGreaterThan(leastEvents);
    expect(run.breaks).toEqual([]);
    expect(run.compared).toBeGreaterThan(leastCompared);
    expect([run.wrong, run.dead]).toEqual([0, 0]);
  });
});
