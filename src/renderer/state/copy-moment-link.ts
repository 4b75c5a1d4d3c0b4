// Owns the link to what the window shows now, and its way to the clipboard. Opening one is not its business.

import { printMomentLink, type MomentLink } from '../../shared/model/moment-link.ts';
import { usePlayhead } from './playhead-store.ts';
import { useSelection } from './selection-store.ts';
import { useSession } from './session-store.ts';
import { useViewport } from './viewport-store.ts';

/** Null while no recording is open. */
export const currentMoment = (): MomentLink | null => {
  const { summary } = useSession.getState();
  if (!summary) return null;
  const { seq, step } = usePlayhead.getState();
  const { axis, from, to } = useViewport.getState();
  const object = useSelection.getState().selectedObject;
  const at = { recording: summary.title, seq, object, axis, from, to };
  return step === undefined ? at : { ...at, step };
};

/** Where the link leads: this window's page, without what its address holds for itself. */
const address = (moment: MomentLink): string =>
  `${location.origin === 'null' ? `${location.protocol}//${location.host}` : location.origin}/#${printMomentLink(moment)}`;

export const copyMomentLink = async (): Promise<void> => {
  const moment = currentMoment();
  if (!moment) return;
  try {
    await navigator.clipboard.writeText(address(moment));
  } catch {
    useSession.setState({
      problem: `The link could not be copied; it is ${address(moment)}`,
    });
  }
};
