// Exposes the Bridge of shared/api to the window, nothing else. Runs sandboxed: the window gets functions and data, never Electron.

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { AppEvent, Bridge } from '../shared/api/index.ts';
import { CHANNELS } from '../shared/api/channels.ts';

const bridge: Bridge = {
  host: 'electron',
  // The main process answers a request with the reply of its name.
  request: (name, params, ticket) => ipcRenderer.invoke(CHANNELS.request, name, params, ticket),
  cancel: (ticket) => ipcRenderer.send(CHANNELS.cancel, ticket),
  give: async (file) => {
    const path = webUtils.getPathForFile(file as File);
    if (path === '') return null;
    await ipcRenderer.invoke(CHANNELS.given, path);
    return path;
  },
  subscribe: (listener) => {
    const onEvent = (_event: unknown, event: AppEvent): void => listener(event);
    ipcRenderer.on(CHANNELS.event, onEvent);
    return () => ipcRenderer.off(CHANNELS.event, onEvent);
  },
};

contextBridge.exposeInMainWorld('refscope', bridge);
