// Electron's entry.

import { app } from 'electron';
import { startElectronHost } from './hosts/electron/host.ts';

startElectronHost().catch((error: unknown) => {
  console.error(`refscope: ${error instanceof Error ? error.message : String(error)}`);
  app.exit(1);
});
