// Owns the sites of an engine as a column block (the blob of table `site`). An engine has some 13,000: as rows they were half of
// a small session and 25 ms of every start.

import type { Site } from '../../../shared/model/site.ts';
import { SITE_KINDS } from '../../../shared/model/site.ts';
import { damaged, decodeColumns } from '../columns/decode.ts';
import { encodeColumns } from '../columns/encode.ts';
import type { BlockSchema } from '../columns/schema.ts';

const SITE_SCHEMA = {
  /** Index into SITE_KINDS. */
  kind: { type: 'u8' },
  cFunction: { type: 'str' },
  wasmOffset: { type: 'u32', transform: 'delta' },
  certain: { type: 'u8' },
} as const satisfies BlockSchema;

export const encodeSites = (sites: readonly Site[]): Buffer =>
  encodeColumns(SITE_SCHEMA, sites.length, {
    kind: Uint8Array.from(sites, (site) => SITE_KINDS.indexOf(site.kind)),
    cFunction: sites.map((site) => site.cFunction),
    wasmOffset: Uint32Array.from(sites, (site) => site.wasmOffset),
    certain: Uint8Array.from(sites, (site) => Number(site.certain)),
  });

/** @throws Failure('damaged') */
export function decodeSites(data: Uint8Array): readonly Site[] {
  const what = 'the table of sites';
  const { count, kind, cFunction, wasmOffset, certain } = decodeColumns(SITE_SCHEMA, data, what);
  return Array.from({ length: count }, (_, i) => {
    const name = SITE_KINDS[kind[i] as number];
    if (name === undefined) throw damaged(what, 'has an unknown kind');
    return {
      kind: name,
      cFunction: cFunction[i] as string,
      wasmOffset: wasmOffset[i] as number,
      certain: certain[i] !== 0,
    };
  });
}
