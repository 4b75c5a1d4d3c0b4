// Owns opening a link to a moment: the recording of that title, then playhead, view and selection as they were. Must not know where
// else recordings are opened. Invariant: what the recording does not have is left as it opens; a link that leads nowhere is said.

import { api, sentenceOf } from '../api/client.ts';
import { parseMomentLink, type MomentLink } from '../../shared/model/moment-link.ts';
import { openSession } from './actions.ts';
import { setPlayhead } from './playhead-store.ts';
import { selectObject } from './selection-store.ts';
import { useSession } from './session-store.ts';
import { setViewport } from './viewport-store.ts';

const openMoment = async (link: MomentLink): Promise<void> => {
  if (useSession.getState().summary?.title !== link.recording) {
    const entries = await api.request('library.list', {});
    const found = entries.find(({ title }) => title === link.recording);
    if (!found) {
      const problem = `The link leads to the recording “${link.recording}”, which is not in the library; open it first, then follow the link again.`;
      return useSession.setState({ problem });
    }
    await openSession(found.path);
  }
  const { summary } = useSession.getState();
  if (summary?.title !== link.recording) return;
  const { seq, step, object, axis, from, to } = link;
  setViewport({ axis, from, to });
  setPlayhead(seq, { source: 'session', ...(step === undefined ? {} : { step }) });
  if (object === null || object <= summary.facts.objects) selectObject(object);
};

/** Opens the moment that the window's address names, if it names one, and takes it from the address. */
export const followAddress = async (): Promise<void> => {
  const link = parseMomentLink(location.hash.slice(1));
  if (!link) return;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    await openMoment(link);
  } catch (error) {
    useSession.setState({ problem: sentenceOf(error) });
  }
};
