import { expect, test } from 'vitest';
import { connectApi, type Api } from '../../../../src/renderer/api/client.ts';
import { takeExportEvent, useExport } from '../../../../src/renderer/state/export-store.ts';

const connect = (answer: unknown, before: () => void = () => undefined): string[] => {
  const names: string[] = [];
  const request = async (name: string) => {
    names.push(name);
    before();
    return answer;
  };
  connectApi({ host: 'browser', subscribe: () => () => undefined, request } as unknown as Api);
  return names;
};
const finished = {
  kind: 'export.finished',
  job: 'j1',
  rows: 3,
  path: '/out.csv',
  downloadUrl: null,
} as const;

test('progress and end of the job are kept; another job is ignored', async () => {
  connect({ job: 'j1' });
  await useExport.getState().start({ format: 'csv', params: { session: 's' } });
  takeExportEvent({ kind: 'export.progress', job: 'j1', rows: 2, totalRows: 3 });
  expect(useExport.getState().state).toMatchObject({ kind: 'running', rows: 2, totalRows: 3 });
  takeExportEvent({ kind: 'export.failed', job: 'j2', message: 'no' });
  expect(useExport.getState().state.kind).toBe('running');
  takeExportEvent(finished);
  expect(useExport.getState().state).toMatchObject({ kind: 'finished', path: '/out.csv' });
});

test('an end that overtakes the answer of the request is not lost', async () => {
  connect({ job: 'j1' }, () => takeExportEvent(finished));
  await useExport.getState().start({ format: 'csv', params: { session: 's' } });
  expect(useExport.getState().state).toMatchObject({ kind: 'finished', rows: 3 });
});

test('closing the host’s save dialog is not a failure', async () => {
  connect(null);
  await useExport.getState().start({ format: 'csv', params: { session: 's' } });
  expect(useExport.getState().state).toEqual({ kind: 'idle' });
});

test('cancel tells the host and ignores what still comes', async () => {
  const names = connect({ job: 'j1' });
  await useExport.getState().start({ format: 'csv', params: { session: 's' } });
  await useExport.getState().cancel();
  expect(names).toEqual(['export.csv', 'export.cancel']);
  takeExportEvent(finished);
  expect(useExport.getState().state).toEqual({ kind: 'cancelled' });
});

test('a database is asked for by its own request, and its file is revealed by its job', async () => {
  const names = connect({ job: 'j1' });
  await useExport.getState().start({ format: 'sqlite', params: { session: 's' } });
  await useExport.getState().reveal();
  expect(names).toEqual(['export.sqlite']);
  takeExportEvent({ ...finished, path: '/out.db' });
  expect(useExport.getState().state).toMatchObject({ kind: 'finished', format: 'sqlite' });
  await useExport.getState().reveal();
  expect(names).toEqual(['export.sqlite', 'export.reveal']);
});
