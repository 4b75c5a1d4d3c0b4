// Owns what the fields of itertools' objects are called, by their offset (Modules/itertoolsmodule.c): the same in all versions.

type Fields = Readonly<Record<number, string>>;

const filtering: Fields = { 8: 'function', 12: 'iterator' };
const combining: Fields = { 8: 'items', 16: 'result that is used again' };

export const ITERATOR_FIELDS: Readonly<Record<string, Fields>> = {
  'itertools.islice': { 8: 'iterator' },
  'itertools.cycle': { 8: 'iterator', 12: 'items to repeat' },
  'itertools.accumulate': { 8: 'total', 12: 'iterator', 16: 'function', 20: 'initial value' },
  'itertools.groupby': {
    8: 'iterator',
    12: 'key function',
    16: 'key of the group',
    20: 'key of the item',
    24: 'item',
    28: 'group, without a reference,',
  },
  'itertools._grouper': { 8: 'groupby', 12: 'key of the group' },
  'itertools.pairwise': { 8: 'iterator', 12: 'last item', 16: 'pair that is used again' },
  'itertools.batched': { 8: 'iterator' },
  'itertools.chain': { 8: 'iterables', 12: 'iterator' },
  'itertools.starmap': filtering,
  'itertools.takewhile': filtering,
  'itertools.dropwhile': filtering,
  'itertools.filterfalse': filtering,
  'itertools.compress': { 8: 'iterator', 12: 'selectors' },
  'itertools.count': { 12: 'number', 16: 'step' },
  'itertools.repeat': { 8: 'item' },
  'itertools.product': { 8: 'items', 16: 'result that is used again' },
  'itertools.combinations': combining,
  'itertools.combinations_with_replacement': combining,
  'itertools.permutations': { 8: 'items', 20: 'result that is used again' },
  'itertools.zip_longest': { 16: 'iterators', 20: 'tuple that is used again', 24: 'fill value' },
  'itertools._tee': { 8: 'items read ahead' },
  'itertools._tee_dataobject': { 8: 'iterator', 20: 'items behind these', 24: 'item read ahead' },
};
