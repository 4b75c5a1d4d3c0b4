// A recording that is cut short, by a signal, a limit or a full disk: what was recorded is kept, and a good file is never destroyed.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refscope, type CommandResult } from '../../harness/run-command.ts';
import { onSmallDisk } from '../../harness/small-disk.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const COMMAND = path.resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

const ENDLESS = 'print("go", flush=True)\nx = 0\nwhile True:\n    x = [x, 1.5]\n    x = len(x)\n';

function program(name: string, source: string): { file: string; session: string } {
  const file = folder.path(`${name}.py`);
  writeFileSync(file, source);
  return { file, session: folder.path(`${name}.refscope`) };
}

async function info(session: string): Promise<Record<string, unknown>> {
  const { stdout } = await refscope(['info', session, '--json']);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Records an endless loop and sends it a signal once its file, as another process sees it, has events of the loop. */
function interrupted(
  session: string,
  file: string,
  signal: NodeJS.Signals,
): Promise<CommandResult> {
  let isWatching = false;
  return refscope(['record', file, '-o', session], {
    onOutput: (_stdout, kill) => {
      if (isWatching) return;
      isWatching = true;
      void untilRecorded(session).then(() => kill(signal));
    },
  });
}

async function untilRecorded(session: string): Promise<void> {
  for (;;) {
    const { status, stdout } = await refscope(['info', beingWritten(session), '--json']);
    if (status === 0 && (JSON.parse(stdout) as { steps: number }).steps > 100) return;
  }
}

/** A session that takes the place of another is written beside it. */
function beingWritten(session: string): string {
  const [where, name] = [path.dirname(session), path.basename(session)];
  const beside = readdirSync(where).find((other) => other.includes(name) && other.endsWith('.tmp'));
  return beside ? path.join(where, beside) : session;
}

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s stops and keeps', async (signal) => {
    const { file, session } = program(`on-${signal}`, ENDLESS);
    const result = await interrupted(session, file, signal);
    expect(result.status).toBe(130);
    expect(result.stderr).toMatch(/^refscope: recorded [^\n]+\(stopped: [^\n]+\)\n$/);
    expect(await info(session)).toMatchObject({ status: 'stopped', exitStatus: null, gaps: 0 });
    const verified = await refscope(['verify', session]);
    expect([verified.status, verified.stdout.endsWith('gaps: 0\n')]).toEqual([0, true]);
  });

  it('SIGKILL leaves a partial file with data that can be exported', async () => {
    const { file, session } = program('killed', ENDLESS);
    await interrupted(session, file, 'SIGKILL');
    const facts = await info(session);
    expect(facts).toMatchObject({ status: 'partial', exitStatus: null });
    expect(facts['events']).toBeGreaterThan(0);
    expect((await refscope(['verify', session])).status).toBe(0);
    const steps = await refscope(['sql', session, 'SELECT count(*) AS n FROM step']);
    expect(steps.stdout).toBe(`n\n${String(facts['steps'])}\n`);
    const last = Number(facts['events']);
    const span = ['--all', '--from', String(last - 9), '--to', String(last)];
    const events = await refscope(['export', session, '--csv', '-', ...span]);
    expect([events.status, events.stdout.split('\r\n').length]).toEqual([0, 12]);
  });

  it('SIGKILL while a session is being replaced leaves the old one', async () => {
    const { file, session } = program('replaced', 'a = 1\n');
    expect((await refscope(['record', file, '-o', session])).status).toBe(0);
    const before = readFileSync(session);
    writeFileSync(file, ENDLESS);
    await interrupted(session, file, 'SIGKILL');
    expect(readFileSync(session).equals(before)).toBe(true);
    expect(await info(session)).toMatchObject({ status: 'finished', exitStatus: 0 });
  });
});

describe('limits', () => {
  it.each([1, 70_000])('--max-events %i keeps exactly so many', async (events) => {
    const { file, session } = program(`limit-${events}`, ENDLESS);
    const args = ['record', file, '-o', session, '--max-events', String(events)];
    const result = await refscope(args);
    expect(result.status).toBe(0);
    expect(result.stderr).toMatch(/\(limit: [^\n]+\)\n$/);
    expect(await info(session)).toMatchObject({ status: 'limit', events, gaps: 0 });
  });

  it('--max-megabytes keeps about so much', async () => {
    const source = 'kept = []\nwhile True:\n    kept.append(str(len(kept)) * 9)\n';
    const { file, session } = program('limit-size', source);
    const result = await refscope(['record', file, '-o', session, '--max-megabytes', '3']);
    expect(result.status).toBe(0);
    expect(result.stderr).toMatch(
      /\(limit: The recording reached its size limit of 3 MB[^\n]+\)\n$/,
    );
    expect(await info(session)).toMatchObject({ status: 'limit', gaps: 0 });
  });

  it('a limit that is not reached changes nothing', async () => {
    const { file, session } = program('unlimited', 'a = 1\n');
    const args = ['record', file, '-o', session, '--max-events', '10000000'];
    expect((await refscope(args)).status).toBe(0);
    expect(await info(session)).toMatchObject({ status: 'finished', exitStatus: 0 });
  });
});

const onDisk = (size: string, script: string, env: Record<string, string>): Promise<string> =>
  onSmallDisk({ size, folder: folder.path('.'), env: { ...env, COMMAND } }, script);

describe.runIf(process.platform === 'linux')('a full disk', () => {
  it('ends the recording with one sentence and keeps what fits', async () => {
    // The disk is filled from outside when the program says that it has come far.
    const source = `for i in range(10**9):
    x = [i, 1.5]
    if i == 300_000:
        print("go", flush=True)
`;
    const { file } = program('fills', source);
    const script = `cd "$DIR/disk"
{ "$NODE" "$COMMAND" record "$FILE" -o x.refscope 2>../stderr; echo $? >../status; } |
  { read -r go; dd if=/dev/zero of=filler bs=1k >/dev/null 2>&1; cat >/dev/null; }
"$NODE" "$COMMAND" info x.refscope --json >../info.json
"$NODE" "$COMMAND" verify x.refscope`;
    const verified = await onDisk('40m', script, { FILE: file });
    expect(verified).toMatch(/gaps: 0\n$/);
    const read = (name: string): string => readFileSync(folder.path(name), 'utf8');
    expect(read('status')).toBe('1\n');
    expect(read('stderr')).toMatch(/^refscope: Cannot write [^\n]+the disk is full[^\n]+\n$/);
    expect(read('stderr')).toContain('events recorded until then are in');
    const facts = JSON.parse(read('info.json')) as Record<string, unknown>;
    expect(['crashed', 'partial']).toContain(facts['status']);
    expect(facts['events']).toBeGreaterThan(0);
  });

  it('says so when there is no room at all, and leaves nothing', async () => {
    const { file } = program('none', 'a = 1\n');
    const script = `cd "$DIR/disk"
"$NODE" "$COMMAND" record "$FILE" -o x.refscope 2>../stderr; echo $? >../status; ls -A`;
    expect(await onDisk('300k', script, { FILE: file })).toBe('');
    expect(readFileSync(folder.path('status'), 'utf8')).toBe('1\n');
    expect(readFileSync(folder.path('stderr'), 'utf8')).toMatch(
      /^refscope: Cannot write [^\n]+the disk is full[^\n]+\n$/,
    );
  });

  it('leaves the old CSV file', async () => {
    const { file, session } = program('csv', 'a = 1\n');
    expect((await refscope(['record', file, '-o', session])).status).toBe(0);
    const script = `cd "$DIR/disk"; echo old >out.csv
"$NODE" "$COMMAND" export "$SESSION" --all --csv out.csv 2>../stderr; echo $? >../status; cat out.csv; ls -A`;
    expect(await onDisk('200k', script, { SESSION: session })).toBe('old\nout.csv\n');
    expect(readFileSync(folder.path('status'), 'utf8')).toBe('1\n');
    expect(readFileSync(folder.path('stderr'), 'utf8')).toMatch(/^refscope: [^\n]+full[^\n]+\n$/);
  });
});
