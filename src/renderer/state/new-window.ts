// Owns opening another window: the host's affair in Electron, a tab of the same key in a browser.

import { api, sentenceOf } from '../api/client.ts';
import { useSession } from './session-store.ts';

export const openNewWindow = async (): Promise<void> => {
  if (api.host === 'browser') {
    // Without an opener it has a name of its own at the host (browser-bridge.ts).
    window.open('/', '_blank', 'noopener');
    return;
  }
  try {
    await api.request('window.new', {});
  } catch (error) {
    useSession.setState({ problem: sentenceOf(error) });
  }
};
