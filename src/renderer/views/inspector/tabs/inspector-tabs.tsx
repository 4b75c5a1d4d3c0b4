// Owns the tabs of the inspector. Must not know objects: each tab brings its own content. Invariant: only the tab that is shown is in
// the page, so the others ask for nothing.

import { Tabs } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { runCommand } from '../../../state/commands/registry.ts';
import {
  INSPECTOR_TABS,
  useInspectorTab,
  type InspectorTab,
} from '../../../state/inspector-tabs.ts';

const TITLES: Readonly<Record<InspectorTab, string>> = {
  overview: 'Overview',
  history: 'History',
  names: 'Names',
  holders: 'Holders',
};
/** Where the focus is on a tab these are the playhead's as everywhere, not the way to the first and the last tab. */
const PLAYHEAD_KEYS: Readonly<Record<string, 'start' | 'end'>> = { Home: 'start', End: 'end' };
const leaveToPlayhead = (event: KeyboardEvent): void => {
  const command = PLAYHEAD_KEYS[event.key];
  if (command === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  runCommand(command);
};

const isTab = (value: string): value is InspectorTab => value in TITLES;

export const InspectorTabs = ({
  contents,
}: {
  contents: Readonly<Record<InspectorTab, ReactNode>>;
}) => {
  const { chosen, choose } = useInspectorTab();
  return (
    <Tabs.Root
      className="inspector-tabs"
      value={chosen}
      onValueChange={(value) => isTab(value) && choose(value)}
    >
      <Tabs.List className="inspector-tab-list" aria-label="About the object" title="Next tab (I)">
        {INSPECTOR_TABS.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} className="inspector-tab" onKeyDown={leaveToPlayhead}>
            {TITLES[tab]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {INSPECTOR_TABS.map((tab) => (
        <Tabs.Content key={tab} value={tab} className="inspector-tab-content">
          {contents[tab]}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
};
