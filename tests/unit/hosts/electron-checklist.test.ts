// Electron's security checklist (electronjs.org/docs/latest/tutorial/security), as far as our own code decides it. docs/safety.md names the
// tests of this file item by item. Electron itself is the only fake.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startElectronHost } from '../../../src/main/hosts/electron/host.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import * as fake from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const ROOT = path.resolve(import.meta.dirname, '../../..');
const folder = temporaryFolder();
let window: fake.BrowserWindow;

beforeAll(async () => {
  vi.stubEnv('REFSCOPE_LIBRARY', folder.path('library'));
  vi.stubEnv('REFSCOPE_CACHE', folder.path('cache'));
  await startElectronHost();
  window = fake.BrowserWindow.made[0] as fake.BrowserWindow;
});
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Every source file of the app that could weaken it. */
const sources = (...below: readonly string[]): readonly (readonly [file: string, text: string])[] =>
  below.flatMap((dir) =>
    readdirSync(path.join(ROOT, dir), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|html|mjs|cjs)$/.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
      .map((file) => [file, read(file)] as const),
  );

const filesWith = (pattern: RegExp, ...below: readonly string[]): string[] =>
  sources(...below).flatMap(([file, text]) => (pattern.test(text) ? [file] : []));

describe('the window', () => {
  it('loads nothing but its own page, over a scheme of its own', () => {
    expect(window.loaded).toEqual(['app://refscope/index.html']);
    expect(fake.privileges).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ]);
    expect(filesWith(/loadFile\(|['"`]file:\/\//, 'src/main/hosts/electron')).toEqual([]);
  });

  it('has no Node, an isolated context and a sandbox', () => {
    expect(window.options.webPreferences).toMatchObject({
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
    });
  });

  it('switches no protection of the browser off', () => {
    const { webPreferences } = window.options;
    for (const name of [
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowDisplayingInsecureContent',
    ])
      expect([name, name in webPreferences]).toEqual([name, false]);
    expect(filesWith(/commandLine\.append|--no-sandbox|disableHardware/, 'src/main')).toEqual([]);
  });

  it('has no webview, whatever its page asks for', () => {
    expect(window.options.webPreferences).toMatchObject({ webviewTag: false });
    const event = { preventDefault: vi.fn() };
    window.webContents.emit('will-attach-webview', event, {}, {});
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(filesWith(/<webview/, 'src/renderer')).toEqual([]);
  });

  it.each(['https://evil.example/', 'file:///etc/passwd', 'app://refscope.evil/', 'javascript:1'])(
    'goes nowhere and opens nothing, not even in another program: %s',
    (url) => {
      for (const name of ['will-navigate', 'will-redirect']) {
        const event = { url, preventDefault: vi.fn() };
        window.webContents.emit(name, event);
        expect([name, event.preventDefault.mock.calls.length]).toEqual([name, 1]);
      }
      expect(window.webContents.windowOpenHandler({ url })).toEqual({ action: 'deny' });
      expect(fake.shell.openExternal).not.toHaveBeenCalled();
    },
  );

  it('is granted no permission but to copy text', () => {
    const copying = vi.fn();
    window.webContents.session.requestHandler(
      window.webContents,
      'clipboard-sanitized-write',
      copying,
    );
    expect(copying).toHaveBeenCalledWith(true);
    const { session } = window.webContents;
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'hid']) {
      const answer = vi.fn();
      session.requestHandler(window.webContents, permission, answer);
      expect([permission, answer.mock.calls]).toEqual([permission, [[false]]]);
      expect(session.checkHandler(window.webContents, permission)).toBe(false);
    }
  });

  it('gets its files with a policy that lets only its own scripts run', async () => {
    const [serve] = fake.schemes;
    const answer = (await serve?.({ url: 'app://refscope/index.html' })) as Response;
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(?:;|$)/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(?:unsafe-inline|https?:|\*)/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const outside = (await serve?.({ url: 'app://refscope/%2e%2e%2fsecret' })) as Response;
    expect(outside.status).toBe(404);
  });
});

describe('the page', () => {
  it('never makes HTML or code from text', () => {
    const makers =
      /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|createContextualFragment|srcdoc/;
    expect(filesWith(makers, 'src/renderer', 'src/preload', 'src/shared')).toEqual([]);
    expect(read('src/renderer/index.html')).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('sees five members of the bridge, and no function of Electron', async () => {
    await import('../../../src/preload/index.ts');
    expect(fake.exposed).toHaveLength(1);
    const [name, bridge] = fake.exposed[0] as [string, Record<string, unknown>];
    expect([name, Object.keys(bridge)]).toEqual([
      'refscope',
      ['host', 'request', 'cancel', 'give', 'subscribe'],
    ]);
    const take = vi.fn();
    const stop = (bridge['subscribe'] as (listener: unknown) => () => void)(take);
    fake.ipcRenderer.emit('refscope:event', { sender: 'an object of Electron' }, { kind: 'x' });
    stop();
    fake.ipcRenderer.emit('refscope:event', {}, { kind: 'y' });
    expect(take.mock.calls).toEqual([[{ kind: 'x' }]]);
  });
});

describe('the package', () => {
  it('pins a current Electron, exactly', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(devDependencies['electron']?.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('has its fuses set', () => {
    const text = read('electron-builder.yml');
    for (const fuse of [
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'onlyLoadAppFromAsar: true',
      'enableCookieEncryption: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(text).toContain(`  ${fuse}\n`);
  });
});
