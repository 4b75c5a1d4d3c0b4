// Owns which command does what while its part of the window is there, and whether it can be done now. Must not know keys or
// menus: they call `runCommand`. Invariant: a command whose need is not met does nothing.

import { COMMANDS, type Command, type CommandId } from '../../../shared/model/commands.ts';
import { useRange } from '../range-store.ts';
import { useSelection } from '../selection-store.ts';
import { useSession } from '../session-store.ts';

const runs = new Map<CommandId, () => void>();

/** Says what commands do. Returns the function that takes it back. */
export const provideCommands = <Id extends CommandId>(
  given: Readonly<Record<Id, () => void>>,
): (() => void) => {
  const ids = Object.keys(given) as Id[];
  for (const id of ids) runs.set(id, given[id]);
  return () => {
    for (const id of ids) if (runs.get(id) === given[id]) runs.delete(id);
  };
};

const NEEDS: Readonly<Record<Command['needs'], () => boolean>> = {
  nothing: () => true,
  session: () => useSession.getState().summary !== null,
  object: () => NEEDS.session() && useSelection.getState().selectedObject !== null,
  range: () => useRange.getState().range !== null,
};

export const isEnabled = ({ id, needs }: Command & { readonly id: CommandId }): boolean =>
  runs.has(id) && NEEDS[needs]();

/** True when it was done. */
export const runCommand = (id: string): boolean => {
  const command = COMMANDS.find((one) => one.id === id);
  if (!command || !isEnabled(command)) return false;
  runs.get(command.id)?.();
  return true;
};
