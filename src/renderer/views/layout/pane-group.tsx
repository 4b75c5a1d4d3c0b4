// Owns a group of panes whose sizes are kept between starts (state/layout-store.ts). Invariant: a group without stored sizes for just
// these panes begins with the sizes that its panes ask for.

import type { ReactNode } from 'react';
import { Group } from 'react-resizable-panels';
import { rememberLayout, useLayout } from '../../state/layout-store.ts';

export interface PaneGroupProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly string[];
  readonly className?: string;
  readonly children: ReactNode;
}

export const PaneGroup = ({ id, orientation, panes, className, children }: PaneGroupProps) => {
  const epoch = useLayout((state) => state.epoch);
  // Two sets of panes (with and without the inspector) are two layouts.
  const key = `${id}:${panes.join('+')}`;
  const stored = useLayout.getState().groups[key];
  const fits = stored !== undefined && panes.every((pane) => pane in stored);
  return (
    <Group
      key={epoch}
      id={id}
      orientation={orientation}
      {...(className === undefined ? {} : { className })}
      {...(fits ? { defaultLayout: { ...stored } } : {})}
      onLayoutChanged={(layout) => rememberLayout(key, layout)}
    >
      {children}
    </Group>
  );
};
