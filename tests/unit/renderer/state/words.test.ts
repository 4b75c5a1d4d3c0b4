import { describe, expect, test } from 'vitest';
import type { HistoryRow, ObjectMoment, ObjectRow } from '../../../../src/shared/api/index.ts';
import { IMMORTAL, type SessionFacts } from '../../../../src/shared/model/session.ts';
import {
  auditText,
  bytesText,
  counted,
  deltaText,
  durationText,
  gapText,
  placeText,
  refcountText,
  shortCount,
  stateText,
  statusText,
  tellingEvent,
  valueOrType,
} from '../../../../src/renderer/state/words.ts';

const object: ObjectRow = {
  id: 7,
  type: 'list',
  kind: 'list',
  value: '[1.5]',
  names: ['a'],
  label: 'a',
  yours: true,
  immortal: false,
  bornSeq: 1200,
  bornLine: 3,
  bornFunction: '<module>',
  endSeq: 3400,
  endLine: 9,
  endCause: 'refcount',
  peak: 4,
  finalRefcount: 0,
  eventCount: 12,
};

const at = (state: ObjectMoment['state'], over: Partial<ObjectRow> = {}): ObjectMoment => ({
  object: { ...object, ...over },
  seq: 1,
  refcount: 1,
  immortalPrinted: 4_294_967_295,
  state,
  namesNow: [],
  historyIndex: -1,
  recent: [],
});

const facts = (over: Partial<SessionFacts>): SessionFacts => ({
  formatVersion: 1,
  appVersion: '0',
  engine: '3.12',
  pythonVersion: '3.12.1',
  programName: 'a.py',
  args: [],
  startedAt: '',
  durationMs: 0,
  status: 'finished',
  statusReason: '',
  exitStatus: 0,
  events: 0,
  steps: 0,
  objects: 0,
  collected: 0,
  immortal: 0,
  gaps: 0,
  audit: { objects: 419, mismatches: 0, calls: 3 },
  runFromSeq: 0,
  exitFromSeq: 0,
  ...over,
});

test('an immortal count is never written as a number', () => {
  expect(refcountText(IMMORTAL)).toBe('∞');
  expect(refcountText(1234)).toBe('1,234');
});

test('numbers', () => {
  expect(counted(1, 'event')).toBe('1 event');
  expect(counted(2345, 'event')).toBe('2,345 events');
  expect([deltaText(1), deltaText(-2), deltaText(0)]).toEqual(['+1', '−2', '±0']);
  expect([9999, 12_345, 123_456, 3_140_000].map(shortCount)).toEqual([
    '9,999',
    '12.3k',
    '123k',
    '3.1M',
  ]);
  expect([512, 2048, 5 * 2 ** 20, 3 * 2 ** 30].map(bytesText)).toEqual([
    '512 B',
    '2.0 KB',
    '5.0 MB',
    '3.0 GB',
  ]);
  expect([420, 12_340, 185_000].map(durationText)).toEqual(['0.42 s', '12.3 s', '3 min 05 s']);
});

describe('stateText', () => {
  test('before birth, alive, and each way to end', () => {
    expect(stateText(at('unborn'))).toEqual({
      tone: 'unborn',
      text: 'Not born yet: born at event 1,200 (line 3)',
    });
    expect(stateText(at('alive')).text).toBe('Alive');
    expect(stateText(at('ended'))).toEqual({
      tone: 'refcount',
      text: 'Collected at line 9: its count reached 0, event 3,400',
    });
    expect(stateText(at('ended', { endCause: 'gc' })).tone).toBe('gc');
    expect(stateText(at('ended', { endCause: 'exit', endLine: 0 })).text).toBe(
      'Collected while Python exited, event 3,400',
    );
    expect(stateText(at('ended', { endCause: 'moved' })).tone).toBe('moved');
  });

  test('an immortal object is never told as merely alive', () => {
    expect(stateText(at('alive', { immortal: true })).tone).toBe('immortal');
  });
});

test('how a run ended is said honestly', () => {
  expect(statusText(facts({}))).toEqual({ text: 'finished', isWarning: false });
  expect(statusText(facts({ exitStatus: 1 }))).toEqual({ text: 'exit status 1', isWarning: true });
  for (const status of ['stopped', 'limit', 'crashed', 'partial'] as const)
    expect(statusText(facts({ status })).isWarning).toBe(true);
});

test('places', () => {
  const place = { file: '/a.py', sourceId: 1, line: 12, function: 'fire' };
  expect(placeText({ place })).toBe('line 12 in fire()');
  expect(placeText({ place: { ...place, function: '<module>' } })).toBe('line 12');
  expect(placeText({ place: null })).toBe('no line');
});

describe('tellingEvent', () => {
  const event = { step: 4 } as HistoryRow;
  test('is the event of the line that has just run, or of the line on show', () => {
    expect(tellingEvent({ event, step: 5 })).toBe(event);
    expect(tellingEvent({ event, step: 4 })).toBe(event);
  });
  test('is none where the line before changed no count', () =>
    expect(tellingEvent({ event, step: 6 })).toBeNull());
  test('is none before the first event', () =>
    expect(tellingEvent({ event: null, step: 0 })).toBeNull());
});

test('a gap says what was expected and what was found', () => {
  expect(
    gapText({ seq: 1200, object: 7, label: 'nodes', type: 'list', expected: 1, found: 3 }),
  ).toBe('event 1,200: nodes (list #7) had 3 references where 1 was expected');
});

test('an audit says how much was compared, or why nothing was', () => {
  expect(auditText({ objects: 1234, mismatches: 0 })).toBe('1,234 objects audited, 0 mismatches');
  expect(auditText({ objects: 1, mismatches: 1 })).toBe('1 object audited, 1 mismatch');
  expect(auditText(null)).toBe('not audited: the run was cut short');
});

test('an object without a value is called by its type, with the reason', () => {
  expect(valueOrType({ type: 'int', value: '3' })).toEqual({ text: '3', hint: '3' });
  const texts = ['Node', 'type', 'object', 'module'].map(
    (type) => valueOrType({ type, value: '' }).text,
  );
  expect(texts).toEqual(['Node object', 'class', 'object', 'module']);
  expect(valueOrType({ type: 'Node', value: '' }).hint).toContain('type Node');
});
