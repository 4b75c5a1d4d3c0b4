import { beforeEach, expect, test } from 'vitest';
import { ApiError, connectApi, type Api } from '../../../../src/renderer/api/client.ts';
import { useProgram } from '../../../../src/renderer/state/program-store.ts';
import {
  joinPieces,
  takeRecordEvent,
  useRecording,
  type LivePiece,
} from '../../../../src/renderer/state/recording-store.ts';
import type { SessionFacts } from '../../../../src/shared/model/session.ts';

let requests: { name: string; params: unknown }[] = [];
let refusal: ApiError | null = null;

beforeEach(() => {
  requests = [];
  refusal = null;
  const request = async (name: string, params: unknown) => {
    requests.push({ name, params });
    if (refusal) throw refusal;
    return name === 'record.start' ? { recording: 'r1', path: '/p', notes: [] } : null;
  };
  connectApi({ host: 'browser', subscribe: () => () => undefined, request } as unknown as Api);
  useRecording.setState({ phase: 'idle', recording: null, isInputWanted: false, problem: '' });
  useProgram.getState().load({ name: 'a.py', source: 'print(input())' });
  useProgram.getState().setArgsText('one "two three"');
});

const finished = () =>
  takeRecordEvent({
    kind: 'record.finished',
    recording: 'r1',
    path: '/p',
    facts: {} as SessionFacts,
    written: [],
  });

test('record sends the editor’s program with its arguments split', async () => {
  await useRecording.getState().start();
  expect(requests).toEqual([
    {
      name: 'record.start',
      params: {
        name: 'a.py',
        source: 'print(input())',
        args: ['one', 'two three'],
        python: '3.12',
        maxEvents: 500_000_000,
        maxSeconds: 3600,
        maxBytes: 4_000_000_000,
      },
    },
  ]);
  expect(useRecording.getState()).toMatchObject({ phase: 'running', recording: 'r1' });
  finished();
  expect(useRecording.getState()).toMatchObject({ phase: 'idle', finishedPath: '/p' });
});

test('a second start while one runs does nothing', async () => {
  await useRecording.getState().start();
  await useRecording.getState().start();
  expect(requests).toHaveLength(1);
});

test('events of another recording are ignored', async () => {
  await useRecording.getState().start();
  takeRecordEvent({ kind: 'record.failed', recording: 'other', message: 'no' });
  expect(useRecording.getState()).toMatchObject({ phase: 'running', problem: '' });
});

test('an event that overtakes the answer of start names the recording; the answer changes nothing', async () => {
  const started = useRecording.getState().start();
  takeRecordEvent({ kind: 'record.input-wanted', recording: 'r1' });
  await started;
  expect(useRecording.getState()).toMatchObject({ recording: 'r1', isInputWanted: true });
  await useRecording.getState().answerInput(null);
  expect(requests.at(-1)).toEqual({
    name: 'record.input',
    params: { recording: 'r1', text: null },
  });
  expect(useRecording.getState().isInputWanted).toBe(false);
});

test('a refused start and a failed recording leave a sentence and an idle store', async () => {
  refusal = new ApiError('engine', 'Python 3.14 is not installed; choose another version.');
  await useRecording.getState().start();
  expect(useRecording.getState()).toMatchObject({ phase: 'idle', problem: refusal.message });
  refusal = null;
  await useRecording.getState().start();
  expect(useRecording.getState().problem).toBe('');
  takeRecordEvent({ kind: 'record.failed', recording: 'r1', message: 'The disk is full.' });
  expect(useRecording.getState()).toMatchObject({ phase: 'idle', problem: 'The disk is full.' });
});

test('live output joins neighbours of one stream and keeps the newest characters', () => {
  const pieces: LivePiece[] = [
    { stream: 'stdout', text: 'aaa' },
    { stream: 'stdout', text: 'bbb' },
    { stream: 'stderr', text: 'ccc' },
    { stream: 'stdout', text: 'ddd' },
  ];
  expect(joinPieces(pieces, 100)).toEqual([
    { stream: 'stdout', text: 'aaabbb' },
    { stream: 'stderr', text: 'ccc' },
    { stream: 'stdout', text: 'ddd' },
  ]);
  expect(joinPieces(pieces, 7)).toEqual([
    { stream: 'stdout', text: 'b' },
    { stream: 'stderr', text: 'ccc' },
    { stream: 'stdout', text: 'ddd' },
  ]);
});
