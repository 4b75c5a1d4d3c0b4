// Owns the menu of bundled example programs.

import { DropdownMenu } from 'radix-ui';
import { openLessons } from '../../state/lesson-actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { BookIcon, ChevronIcon } from '../kit/icons.tsx';

export const ExamplesMenu = () => {
  const examples = useWindow((state) => state.info?.examples) ?? [];
  const show = useWindow((state) => state.show);
  const load = useProgram((state) => state.load);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button" disabled={examples.length === 0}>
        <BookIcon /> Examples <ChevronIcon size={12} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item onSelect={() => void openLessons()}>
            Lessons, step by step
            <small>What reference counts are, on recordings, with questions to predict.</small>
          </DropdownMenu.Item>
          {examples.map((example) => (
            <DropdownMenu.Item
              key={example.id}
              onSelect={() => {
                load({ name: `${example.id}.py`, source: example.source });
                show('edit');
              }}
            >
              {example.title}
              <small>{example.summary}</small>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
};
