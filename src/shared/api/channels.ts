// Owns the names of the channels between Electron's main process and its preload script.

export const CHANNELS = {
  request: 'refscope:request',
  cancel: 'refscope:cancel',
  event: 'refscope:event',
  given: 'refscope:given',
} as const;
