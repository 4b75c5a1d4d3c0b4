// Owns what a statement's WHERE says of seq and object_id, so that the rows of refcount_event are only made where they can match.
// Must not decide what a statement returns: SQLite still tests every row, so a bound that is missed costs time and nothing else.
// Invariant: a bound is taken only from a plain conjunction (no OR, NOT, parentheses or subquery) of the only SELECT of a statement.

export interface EventBounds {
  /** Inclusive. */
  readonly fromSeq: number;
  readonly toSeq: number;
  /** null: any. */
  readonly object: number | null;
}

export const NO_BOUNDS: EventBounds = { fromSeq: 0, toSeq: Infinity, object: null };

const TABLE =
  /\bfrom\s+refcount_event(?:\s*\([^()]*\))?(?:\s+(?:as\s+)?(?!where\b|group\b|order\b|limit\b)(\w+))?\s+where\s+(.*)$/is;
/** What ends the conjunction; AND of a BETWEEN is told apart below. */
const TAIL = /\b(group\s+by|having|window|order\s+by|limit)\b/i;
const NOT_PLAIN =
  /['"`[\];]|--|\/\*|\b(or|not|case|exists|in|select|is|like|glob|collate|union|except|intersect|join)\b/i;

export function eventBounds(sql: string): EventBounds {
  const isOnlySelect = (sql.match(/\bselect\b/gi)?.length ?? 0) === 1 && !/\bwith\b/i.test(sql);
  const [, alias = 'refcount_event', rest = ''] = TABLE.exec(sql) ?? [];
  const where = rest.split(TAIL)[0] ?? '';
  // Parentheses are tested without the tail, where functions are common; commas would be other tables.
  if (!isOnlySelect || where === '' || NOT_PLAIN.test(where) || /[()]/.test(where))
    return NO_BOUNDS;
  const between = /\b((?:\w+\.)?seq)\s+between\s+(\d+)\s+and\s+(\d+)\b/gi;
  const conditions = where.replace(between, '$1 >= $2 and $1 <= $3').split(/\band\b/i);
  return conditions.reduce((bounds, text) => narrowed(bounds, text, alias), NO_BOUNDS);
}

function narrowed(bounds: EventBounds, text: string, alias: string): EventBounds {
  const [, table, column = '', sign = '', digits = ''] =
    /^\s*(?:(\w+)\.)?(\w+)\s*(<=|>=|==|<|>|=)\s*(\d+)\s*$/.exec(text) ?? [];
  if (table !== undefined && table.toLowerCase() !== alias.toLowerCase()) return bounds;
  const value = Number(digits);
  const isEqual = sign.startsWith('=');
  if (column.toLowerCase() === 'object_id' && isEqual) return { ...bounds, object: value };
  if (column.toLowerCase() !== 'seq') return bounds;
  const from = isEqual || sign === '>=' ? value : sign === '>' ? value + 1 : 0;
  const to = isEqual || sign === '<=' ? value : sign === '<' ? value - 1 : Infinity;
  return {
    ...bounds,
    fromSeq: Math.max(bounds.fromSeq, from),
    toSeq: Math.min(bounds.toSeq, to),
  };
}
