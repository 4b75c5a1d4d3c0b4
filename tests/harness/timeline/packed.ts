// Owns JSON that keeps typed arrays, for the harness' HTTP.

const MAKERS = { Float64Array, Uint32Array, Int32Array, Uint8Array } as const;
type Maker = keyof typeof MAKERS;

export const packed = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    ArrayBuffer.isView(one) && one.constructor.name in MAKERS
      ? { typed: one.constructor.name, values: [...(one as Uint32Array)] }
      : one,
  );

export const unpacked = (text: string): unknown =>
  JSON.parse(text, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && 'typed' in one && 'values' in one
      ? MAKERS[one.typed as Maker].from(one.values as number[])
      : one,
  );
