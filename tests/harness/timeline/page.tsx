// Owns the harness page: the real timeline in the real styles, over a bridge that asks server.ts.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectApi, createApi } from '../../../src/renderer/api/client.ts';
import { useSession } from '../../../src/renderer/state/session-store.ts';
import { selectObject } from '../../../src/renderer/state/selection-store.ts';
import { startTheme } from '../../../src/renderer/state/theme-store.ts';
import { Timeline } from '../../../src/renderer/timeline/timeline.tsx';
import '../../../src/renderer/styles/tokens.css';
import '../../../src/renderer/styles/base.css';
import '../../../src/renderer/styles/kit.css';
import '../../../src/renderer/styles/layout.css';
import '../../../src/renderer/styles/code.css';
import '../../../src/renderer/styles/output.css';
import '../../../src/renderer/styles/inspector.css';
import { App } from '../../../src/renderer/views/app.tsx';
import type { Bridge } from '../../../src/shared/api/index.ts';
import { unpacked } from './packed.ts';

const bridge: Bridge = {
  host: 'browser',
  request: async (name, params) => {
    const body = JSON.stringify({ name, params });
    const response = await fetch('/api', { method: 'POST', body });
    return unpacked(await response.text()) as never;
  },
  cancel: () => undefined,
  subscribe: () => () => undefined,
};
const api = createApi(bridge);
connectApi(api);
startTheme();
/** `?app`: the whole window around it. */
const isApp = location.search === '?app';
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      {isApp ? (
        <App />
      ) : (
        <div style={{ height: '100%', padding: 6, boxSizing: 'border-box' }}>
          <Timeline />
        </div>
      )}
    </StrictMode>,
  );
}
if (!isApp && (await useSession.getState().open('made-up'))) {
  const session = useSession.getState().summary?.session ?? '';
  const page = await api.request('session.objects', {
    session,
    scope: 'named',
    offset: 0,
    limit: 1,
  });
  selectObject(page.rows[0]?.id ?? null);
}
