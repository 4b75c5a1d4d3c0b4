// Owns the choice of light, dark, or what the system says.

import { DropdownMenu } from 'radix-ui';
import { useTheme, type ThemeChoice } from '../../state/theme-store.ts';
import { ThemeIcon } from '../kit/icons.tsx';

const CHOICES: readonly { readonly value: ThemeChoice; readonly text: string }[] = [
  { value: 'system', text: 'As the system' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
];

export const ThemeMenu = () => {
  const { choice, choose } = useTheme();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="button button-quiet button-icon"
        aria-label="Theme"
        title="Theme"
      >
        <ThemeIcon />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu menu-narrow" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup
            value={choice}
            onValueChange={(value) => {
              const chosen = CHOICES.find((one) => one.value === value);
              if (chosen) choose(chosen.value);
            }}
          >
            {CHOICES.map((one) => (
              <DropdownMenu.RadioItem key={one.value} value={one.value}>
                <DropdownMenu.ItemIndicator className="menu-check">✓</DropdownMenu.ItemIndicator>
                {one.text}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
};
