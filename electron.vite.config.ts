// Builds out/main (Electron's main process, the installed command and their worker threads), out/preload and out/renderer.
// The browser host and the command line in a checkout run from src with Node's type stripping and need out/renderer only.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli/index.ts',
          'engine-worker': 'src/main/engine/worker.ts',
          'recorder-worker': 'src/main/recorder/worker.ts',
          'replay-worker': 'src/main/replay/worker.ts',
          'replay-process': 'src/main/app/replay/replay-process.ts',
          'query-worker': 'src/main/app/query-worker.ts',
          'memory-watch': 'src/main/app/query-process/memory-watch.ts',
          'rewrite-worker': 'src/main/app/rewrite-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload cannot require packages: everything goes into one CommonJS file.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // Addresses inside the page are relative, so that both hosts can serve it from wherever they like.
    base: './',
    plugins: [react()],
    build: {
      rollupOptions: { input: 'src/renderer/index.html' },
      // electron-vite leaves it off; the browser host sends the page over a socket.
      minify: true,
      chunkSizeWarningLimit: 2000,
    },
  },
});
