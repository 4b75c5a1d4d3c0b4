import { expect, test } from 'vitest';
import type { Moment } from '../../../../src/shared/api/index.ts';
import {
  changedNames,
  groupByScope,
  keyOf,
} from '../../../../src/renderer/views/names/name-groups.ts';

const bound = (scope: string, name: string, object: number) => ({
  variable: 1,
  scope,
  name,
  object,
  type: 'int',
  value: '1',
  refcount: 1,
  immortal: false,
});
const moment = (...names: ReturnType<typeof bound>[]): Moment => ({ names }) as unknown as Moment;

test('names are grouped by scope in the order given', () => {
  const groups = groupByScope([bound('f', 'x', 1), bound('f', 'y', 2), bound('', 'x', 3)]);
  expect(groups.map((group) => [group.title, group.names.length])).toEqual([
    ['Locals of f', 2],
    ['Globals', 1],
  ]);
});

test('names that Python binds by itself come behind those of the program', () => {
  const names = ['__module__', 'value', '__init__', '_x', '__doc__'];
  const [group] = groupByScope(names.map((name, i) => bound('Node', name, i + 1)));
  expect(group?.names.map((one) => one.name)).toEqual([
    'value',
    '_x',
    '__module__',
    '__init__',
    '__doc__',
  ]);
});

test('a name is changed when it is new or refers to another object, in its own scope', () => {
  const before = moment(bound('f', 'x', 1), bound('', 'x', 2), bound('', 'y', 3));
  const after = moment(bound('f', 'x', 9), bound('', 'x', 2), bound('', 'z', 3));
  expect(changedNames(before, after)).toEqual(
    new Set([keyOf(bound('f', 'x', 9)), keyOf(bound('', 'z', 3))]),
  );
});
