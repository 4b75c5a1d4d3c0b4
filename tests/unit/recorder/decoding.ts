// Owns decoding a hand-written ring in one go, or segment by segment, into a writer that collects.

import { Decoder } from '../../../src/main/recorder/decoder.ts';
import { SideTable } from '../../../src/main/recorder/side-table.ts';
import type { Address } from '../../../src/shared/base/brand.ts';
import { CollectingWriter } from '../../harness/collecting-writer.ts';
import { IMMORTAL_REFCOUNT, RingBuilder, SITES } from '../../harness/ring-builder.ts';

export class Decoding {
  readonly ring = new RingBuilder();
  readonly writer = new CollectingWriter();
  readonly side = new SideTable();
  readonly decoder: Decoder;

  constructor(maxEvents = Infinity) {
    this.decoder = new Decoder(
      {
        sites: SITES,
        immortalRefcount: IMMORTAL_REFCOUNT,
        // Kind and third word, so that tests see which bytes were described.
        describe: (kind, payload, names) => {
          const word = payload.getUint32(8, true);
          return kind === 'object' ? '' : `${kind} ${names.code(word) ?? word}`;
        },
        sources: [{ path: '/home/prog.py', text: 'a = 1\n' }],
        maxEvents,
      },
      this.writer,
    );
  }

  /** Decodes what the ring holds so far, as one segment, and hands all rows on. */
  segment(): this {
    this.decode();
    this.decoder.flush(false);
    return this;
  }

  /** Decodes what the ring holds so far; rows may wait. */
  decode(): this {
    for (const message of this.ring.messages.splice(0)) this.side.add(message);
    this.decoder.segment(this.ring.take(), this.side);
    return this;
  }

  finish(survivors: readonly { address: number; words: readonly number[] }[] | null = null): this {
    this.segment();
    this.decoder.finish(
      survivors &&
        survivors.map(({ address, words }) => ({
          address: address as Address,
          payload: new Uint8Array(Uint32Array.from(words).buffer),
        })),
    );
    return this;
  }
}

export const decode = (build: (ring: RingBuilder) => void): CollectingWriter => {
  const decoding = new Decoding();
  build(decoding.ring);
  return decoding.finish().writer;
};
