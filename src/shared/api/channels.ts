// Owns the names of the two channels between Electron's main process and its preload script.

export const CHANNELS = { request: 'refscope:request', event: 'refscope:event' } as const;
