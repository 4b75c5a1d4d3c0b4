import { describe, expect, it } from 'vitest';
import { instrument } from '../../../src/main/instrument/instrument.ts';
import type { Site } from '../../../src/shared/model/site.ts';
import { IMMORTAL, NEW_REFERENCE, TOY_OPTIONS, toyModule } from './toy-engine.ts';

const CASES: readonly [name: string, body: string, found: string[]][] = [
  [
    'an incref behind a comparison with the immortal limit',
    `(local $n i32)
     (if (i32.ne (local.tee $n (i32.load (local.get $o))) (i32.const ${IMMORTAL}))
       (then (i32.store (local.get $o) (i32.add (local.get $n) (i32.const 1)))))`,
    ['inc certain'],
  ],
  [
    'a decref that subtracts, whose old count is compared after the store',
    `(i32.store (local.get $o) (i32.sub (i32.load (local.get $o)) (i32.const 1)))
     (drop (i32.lt_s (i32.load (local.get $o)) (i32.const ${IMMORTAL + 1})))`,
    ['dec certain'],
  ],
  [
    'an incref that is never compared',
    `(i32.store (local.get $o) (i32.add (i32.const 1) (i32.load (local.get $o))))`,
    ['inc'],
  ],
  [
    'adds that fold to one',
    `(i32.store (local.get $o)
       (i32.sub (i32.add (i32.load (local.get $o)) (i32.const 3)) (i32.const 2)))`,
    ['inc'],
  ],
  [
    'a change by more than one, and by a number not known',
    `(i32.store (local.get $o) (i32.add (i32.load (local.get $o)) (i32.const 7)))
     (i32.store (local.get $o) (i32.sub (i32.load (local.get $o)) (local.get $p)))`,
    ['add', 'add'],
  ],
  [
    'something unknown plus a small constant',
    `(i32.store (local.get $o) (i32.add (local.get $p) (i32.const -1)))`,
    ['dec'],
  ],
  ['the immortal constant', `(i32.store (local.get $o) (i32.const ${IMMORTAL}))`, ['immortal']],
  ['one, outside of a birth function', `(i32.store (local.get $o) (i32.const 1))`, ['set']],
  [
    'a count and an address that two paths agree on differently',
    `(local $q i32) (local $n i32)
     (if (local.get $p)
       (then (local.set $q (local.get $o)) (local.set $n (i32.load (local.get $o))))
       (else (local.set $q (local.get $p)) (local.set $n (i32.load (local.get $p)))))
     (i32.store (local.get $q) (i32.add (local.get $n) (i32.const -1)))`,
    ['dec'],
  ],
  [
    'a count that was compared and is stored back as it was, by paths that merged',
    `(local $q i32) (local $n i32)
     (if (local.get $p)
       (then (local.set $q (local.get $o)) (local.set $n (i32.load (local.get $o))))
       (else (local.set $q (local.get $p)) (local.set $n (i32.load (local.get $p)))))
     (if (i32.le_s (local.get $n) (i32.const ${IMMORTAL}))
       (then (i32.store (local.get $q) (local.get $n))))`,
    ['add certain'],
  ],
  [
    'many references at once, or immortality where they are too many',
    `(local $n i32)
     (if (i32.le_s (local.tee $n (i32.load (local.get $o))) (i32.const ${IMMORTAL}))
       (then (i32.store (local.get $o)
         (select (i32.const ${IMMORTAL}) (local.tee $n (i32.add (local.get $p) (local.get $n)))
           (i32.gt_s (local.get $n) (i32.const ${IMMORTAL}))))))`,
    ['add certain'],
  ],
  [
    'a decref to 0, but not the link of the free list that the object then joins',
    `(local $n i32)
     (if (i32.le_s (local.tee $n (i32.load (local.get $o))) (i32.const ${IMMORTAL}))
       (then
         (i32.store (local.get $o) (local.tee $n (i32.add (local.get $n) (i32.const -1))))
         (if (i32.eqz (local.get $n))
           (then (i32.store (local.get $o) (i32.load offset=8 (local.get $p)))))))`,
    ['dec certain'],
  ],
  [
    'a stored value that is a merge of the immortal constant and something else',
    `(i32.store (local.get $o)
       (if (result i32) (local.get $p) (then (i32.const ${IMMORTAL})) (else (local.get $p))))`,
    ['immortal'],
  ],
  [
    'the same where only the other path makes it a site',
    `(local $v i32)
     (local.set $v (local.get $p))
     (if (local.get $p) (then) (else (local.set $v (i32.const ${IMMORTAL}))))
     (i32.store (local.get $o) (local.get $v))`,
    ['immortal'],
  ],
  [
    'a value carried by a branch out of a block',
    `(i32.store (local.get $o)
       (block $b (result i32)
         (drop (br_if $b (i32.add (i32.load (local.get $o)) (i32.const 1)) (local.get $p)))
         (i32.load offset=4 (local.get $o))))`,
    ['inc'],
  ],
  [
    'a chosen value',
    `(i32.store (local.get $o)
       (select (i32.sub (i32.load (local.get $o)) (i32.const 1)) (local.get $p) (local.get $p)))`,
    ['dec'],
  ],
  [
    'a local that stays the same through a block which only one path changes',
    `(local $n i32)
     (local.set $n (i32.load (local.get $o)))
     (block $b (br_if $b (local.get $p)) (local.set $p (i32.const 0)))
     (i32.store (local.get $o) (i32.add (local.get $n) (i32.const 5)))`,
    ['add'],
  ],
  ['a value of which nothing is known', `(i32.store (local.get $o) (local.get $p))`, []],
  ['a large constant', `(i32.store (local.get $o) (i32.const 1000))`, []],
  [
    'an incremented field that is not the first',
    `(i32.store offset=4 (local.get $o) (i32.add (i32.load offset=4 (local.get $o)) (i32.const 1)))`,
    [],
  ],
  ['a product', `(i32.store (local.get $o) (i32.mul (i32.load (local.get $o)) (i32.const 2)))`, []],
  [
    'code that no path reaches',
    `(return) (i32.store (local.get $o) (i32.add (i32.load (local.get $o)) (i32.const 1)))`,
    [],
  ],
  [
    'a local that a loop changes',
    `(local $n i32)
     (local.set $n (i32.load (local.get $o)))
     (loop $l
       (i32.store (local.get $o) (i32.mul (local.get $n) (i32.const 1)))
       (local.set $n (i32.load (local.get $p)))
       (br_if $l (local.get $p)))`,
    [],
  ],
];

async function sitesOf(functions: string, mode: 'guarded' | 'discovery' = 'guarded') {
  const { sites, wasm } = instrument(await toyModule(functions), { ...TOY_OPTIONS, mode });
  expect(WebAssembly.validate(wasm)).toBe(true);
  return sites.filter(({ cFunction }) => cFunction !== 'eval');
}
const words = ({ kind, certain }: Site): string => (certain ? `${kind} certain` : kind);
const subject = (body: string): string =>
  `(func (export "subject") (param $o i32) (param $p i32) ${body})`;

describe('site finder', () => {
  it.each(CASES)('finds %s', async (_name, body, found) => {
    expect((await sitesOf(subject(body))).map(words)).toEqual(found);
  });

  it('names the birth, its function and its place', async () => {
    const functions = NEW_REFERENCE;
    const [site] = await sitesOf(functions);
    expect(site).toMatchObject({ kind: 'birth', cFunction: 'new_reference', certain: true });
    const bytes = await toyModule(functions);
    expect(bytes[site?.wasmOffset ?? 0]).toBe(0x36);
  });

  it('calls a function without a name by its index', async () => {
    const body = '(i32.store (local.get 0) (i32.const 1))';
    const [site] = await sitesOf(`(func $hidden (param i32) ${body})`);
    expect(site?.cFunction).toBe('func 4');
  });

  it('follows exceptions: in a catch nothing is known of locals, after it both paths count', async () => {
    const body = `(local $n i32) (local.set $n (i32.const 1000))
      (try
        (do (local.set $n (i32.const ${IMMORTAL})) (call $fail) (local.set $n (local.get $p)))
        (catch $wrong (drop) (i32.store (local.get $o) (local.get $n)))
        (catch_all (local.set $n (i32.const ${IMMORTAL})) ))
      (i32.store (local.get $o) (local.get $n))`;
    const sites = await sitesOf(`(tag $wrong (param i32))
      (func $fail (throw $wrong (i32.const 1))) ${subject(body)}`);
    expect(sites.map(words)).toEqual(['immortal']);
  });

  it('finds every store at offset 0 in discovery mode', async () => {
    const body = `(i32.store (local.get $o) (local.get $p))
      (i32.store (local.get $p) (i32.const 1000))
      (i32.store offset=4 (local.get $p) (local.get $o))`;
    // The two blind ones share a number.
    expect((await sitesOf(subject(body), 'discovery')).map(words)).toEqual(['set']);
  });
});
