// Owns which tab of the inspector is shown. It stays with the next selection, and is kept between starts.

import { createKeptChoice } from './kept-choice.ts';
import { useWindow } from './window-store.ts';

export const INSPECTOR_TABS = ['overview', 'history', 'names', 'holders'] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

export const useInspectorTab = createKeptChoice<InspectorTab>(
  'refscope.inspectorTab',
  INSPECTOR_TABS,
);

/** After the last comes the first. An inspector that is hidden is shown instead, with the tab that it has. */
export const showNextInspectorTab = (): void => {
  const { isInspectorOpen, toggleInspector } = useWindow.getState();
  if (!isInspectorOpen) {
    toggleInspector();
    return;
  }
  const { chosen, choose } = useInspectorTab.getState();
  const next = INSPECTOR_TABS[(INSPECTOR_TABS.indexOf(chosen) + 1) % INSPECTOR_TABS.length];
  if (next) choose(next);
};
