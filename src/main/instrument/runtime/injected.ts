// Owns the list of injected functions. Their order is that of INJECTED_NAMES, behind the module's own functions.

import { freed, release, resident, typeFlags } from './blocks.ts';
import * as controls from './controls.ts';
import * as discovery from './discovery.ts';
import { birth, log, logAt } from './events.ts';
import { entryCells } from './cells.ts';
import { bind, bindStore, hook } from './hook.ts';
import { cell } from './locals.ts';
import { namespaceChanged } from './namespace.ts';
import { moreRecords, payload } from './payload.ts';
import { setRewind } from './rewind.ts';
import type { Injected, InjectedName } from './runtime.ts';

export const INJECTED: Readonly<Record<InjectedName, Injected>> = {
  log,
  logAt,
  birth,
  moreRecords,
  payload,
  typeFlags,
  resident,
  release,
  freed,
  bind,
  bindStore,
  cell,
  entryCells,
  hook,
  namespaceChanged,
  ...controls,
  ...discovery,
  setRewind,
};
