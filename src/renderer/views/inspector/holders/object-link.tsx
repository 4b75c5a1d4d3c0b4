// Owns the link to an object: it selects it, and the holders of that one are asked for.

import type { ReactNode } from 'react';
import { selectObject } from '../../../state/selection-store.ts';

export const ObjectLink = ({ object, children }: { object: number; children: ReactNode }) => (
  <button type="button" role="link" className="link" onClick={() => selectObject(object)}>
    {children}
  </button>
);
