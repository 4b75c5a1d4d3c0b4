// Owns asking axe-core about the window. Must not know states of the window. Invariant: what is answered are violations that keep
// somebody from using it (serious, critical), in words that name rule and element.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const GRAVE: ReadonlySet<string> = new Set(['serious', 'critical']);

/** A menu gives the focus to one item after the other by arrow keys, also while it scrolls: the rule looks for Tab only. */
const isMenu = (rule: string, html: string): boolean =>
  rule === 'scrollable-region-focusable' && html.includes('role="menu"');

/** One line per element that violates a rule; empty when the window is well. */
export async function graveViolations(page: Page): Promise<readonly string[]> {
  // The newer mode opens a page of its own, which Electron cannot.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !isMenu(id, html))
        .map(({ html, failureSummary }) =>
          [id, html.slice(0, 160), failureSummary?.split('\n')[1]?.trim() ?? ''].join(' | '),
        ),
    );
}
