// A stand-in for the parts of Electron that the host uses. It records what was asked of it and lets a test play the system.

import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

type Handler = (...args: unknown[]) => unknown;

class FakeContents extends EventEmitter {
  readonly mainFrame = { url: 'app://refscope/index.html' };
  readonly sent: unknown[][] = [];
  windowOpenHandler: Handler = () => undefined;
  readonly session = {
    requestHandler: (() => undefined) as Handler,
    checkHandler: (() => undefined) as Handler,
    setPermissionRequestHandler(handler: Handler) {
      this.requestHandler = handler;
    },
    setPermissionCheckHandler(handler: Handler) {
      this.checkHandler = handler;
    },
  };
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly made: BrowserWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  readonly loaded: string[] = [];
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  isMinimized(): boolean {
    return false;
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 1440, height: 900 };
  }
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    BrowserWindow.made.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
}

class FakeApp extends EventEmitter {
  readonly quit = vi.fn();
  readonly addRecentDocument = vi.fn();
  /** What was asked before there was a window, in order. */
  readonly asked: unknown[][] = [];
  requestSingleInstanceLock(): boolean {
    this.asked.push(['lock']);
    return true;
  }
  readonly whenReady = vi.fn(async () => undefined);
  setPath(...path: unknown[]): void {
    this.asked.push(path);
  }
  getPath(): string {
    return '/documents';
  }
}

interface MenuItem {
  readonly label?: string;
  readonly accelerator?: string;
  readonly submenu?: MenuItem[];
  readonly click?: () => void;
}

export const app = new FakeApp();
export const handlers = new Map<string, Handler>();
const onHandler = (name: string, handler: Handler) => handlers.set(name, handler);
export const ipcMain = { handle: onHandler, on: onHandler };
export const schemes: Handler[] = [];
export const privileges: unknown[] = [];
export const protocol = {
  registerSchemesAsPrivileged: (asked: unknown) => void privileges.push(asked),
  handle: (_scheme: string, handler: Handler) => schemes.push(handler),
};
export const menus: MenuItem[][] = [];
export const Menu = {
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu: (template: MenuItem[]) => menus.push(template),
};
export const shell = { openExternal: vi.fn(async () => undefined), showItemInFolder: vi.fn() };
export const dialog = {
  showOpenDialog: vi.fn(async () => ({ filePaths: [] as string[] })),
  showSaveDialog: vi.fn(async () => ({ filePath: '' })),
};
/** For the preload script: what it puts into the page, and what the main process sends. */
export const exposed: unknown[][] = [];
export const contextBridge = { exposeInMainWorld: (...what: unknown[]) => exposed.push(what) };
export const ipcRenderer = Object.assign(new EventEmitter(), { invoke: vi.fn() });
export const net = { fetch: vi.fn(async () => new Response('page')) };
/** A dropped File, in the page's process. */
export const webUtils = { getPathForFile: (file: { path?: string }) => file.path ?? '' };
