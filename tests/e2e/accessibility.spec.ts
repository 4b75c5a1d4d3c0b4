// What axe-core says of every state of the window, light and dark: nothing serious.

import { graveViolations } from '../harness/accessibility.ts';
import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const LEAK = `class Node:
    pass

shelf = []
for i in range(3):
    node = Node()
    node.me = node
    shelf.append(node)
del node
shelf.clear()
print("kept")
`;

/** The program runs again, in a process that has to start first. */
const REPLAYED_MS = 60_000;

const nameLink = (app: AppWindow, name: string) =>
  app.page.getByRole('link', { name, exact: true });

/** Ways into the states of the window, and out again; each starts with a recording open. */
const STATES: readonly (readonly [
  string,
  (app: AppWindow) => Promise<void>,
  ((app: AppWindow) => Promise<void>)?,
])[] = [
  ['an open recording', (app) => expect(app.facts).toBeVisible()],
  ['an object selected', (app) => app.select(app.objects.getByRole('listitem').first())],
  [
    'lasting changes only',
    (app) => app.inspector.getByRole('radio', { name: 'Lasting' }).first().click(),
  ],
  [
    'the names of an object',
    async (app) => {
      await app.select(app.lane('shelf list'));
      await app.inspect('Names');
    },
  ],
  ['the history of an object', (app) => app.inspect('History')],
  [
    'its count as a table',
    (app) => app.inspector.getByRole('radio', { name: 'Table' }).click(),
    async (app) => {
      await app.inspector.getByRole('radio', { name: 'Chart' }).click();
      await app.inspect('Overview');
    },
  ],
  [
    'holders',
    async (app) => {
      await app.select(app.lane('shelf list'));
      await app.inspect('Holders');
      await expect(app.inspector.getByRole('region', { name: 'Why it is alive' })).toBeVisible({
        timeout: REPLAYED_MS,
      });
    },
  ],
  [
    'the graph around an object',
    async (app) => {
      await app.inspector.getByRole('radio', { name: 'Graph' }).click();
      await expect(app.inspector.getByRole('group', { name: /^Objects around/ })).toBeVisible();
    },
  ],
  [
    'cycles',
    async (app) => {
      await app.inspector.getByRole('radio', { name: 'Cycles' }).click();
      await expect(app.inspector.getByRole('list', { name: 'Cycles' })).toBeVisible();
    },
    async (app) => {
      await app.inspect('Overview');
      await app.select(app.objects.getByRole('listitem').first());
    },
  ],
  ['no object that fits', (app) => app.page.getByRole('searchbox').first().fill('no such thing')],
  [
    'all objects',
    async (app) => {
      await app.page.getByRole('searchbox').first().fill('');
      await app.timeline.getByRole('button', { name: 'All', exact: true }).click();
    },
  ],
  [
    'lanes in groups, one collapsed, with a name that is followed and a range',
    async (app) => {
      await app.timeline.getByRole('button', { name: 'Named', exact: true }).click();
      await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('Type');
      const group = app.timeline.getByRole('button', { name: /^list · / });
      await group.click();
      await expect(group).toHaveAttribute('aria-expanded', 'false');
      await app.press('Shift+N');
      await app.page.getByRole('combobox', { name: 'Name to follow' }).fill('shelf');
      await app.press('Enter');
      const lane = app.lane('Name shelf in module');
      await expect(lane).toBeVisible();
      const [row, ruler] = [
        await lane.boundingBox(),
        await app.timeline.locator('.tl-ruler').boundingBox(),
      ];
      if (!row || !ruler) throw new Error('the lane is not on screen');
      await app.page.mouse.move(ruler.x + 40, row.y + 10);
      await app.page.mouse.down();
      await app.page.mouse.move(ruler.x + 300, row.y + 12, { steps: 4 });
      await app.page.mouse.up();
      await expect(app.page.getByRole('region', { name: 'Selected range' })).toBeVisible();
    },
    async (app) => {
      await app.press('Escape');
      await app.timeline.getByRole('button', { name: 'Stop following shelf' }).click();
      await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('No groups');
    },
  ],
  [
    'followed names and pins, more than fit',
    async (app) => {
      await app.page.setViewportSize({ width: 1024, height: 700 });
      for (const name of ['Node', 'shelf', 'i']) {
        const row = app.names.getByRole('row').filter({ has: nameLink(app, name) });
        await row.hover();
        await row.getByRole('button', { name: `Follow ${name}` }).click();
      }
      await app.select(app.lane('shelf list').first());
      await app.press('p');
      await expect(app.timeline.getByText(/^Pinned, not in view/)).toBeVisible();
    },
    async (app) => {
      await app.press('p');
      await app.page.setViewportSize({ width: 1440, height: 900 });
    },
  ],
  ['which name to follow', (app) => app.press('Shift+N'), (app) => app.press('Escape')],
  ['search', (app) => app.press('ControlOrMeta+f'), (app) => app.press('Escape')],
  [
    'the command palette',
    (app) => app.press('ControlOrMeta+Shift+P'),
    (app) => app.press('Escape'),
  ],
  ['keys and marks', (app) => app.press('?'), (app) => app.press('Escape')],
  ['the library', (app) => app.press('ControlOrMeta+o'), (app) => app.press('Escape')],
  ['the export', (app) => app.press('ControlOrMeta+Shift+E'), (app) => app.press('Escape')],
  [
    'the limits, one of them wrong',
    async (app) => {
      await app.button('Limits').click();
      await app.page.getByRole('textbox', { name: 'Time' }).fill('soon');
    },
    (app) => app.press('Escape'),
  ],
  ['examples', (app) => app.button('Examples').click(), (app) => app.press('Escape')],
  ['a project', (app) => app.button('Project…').click(), (app) => app.press('Escape')],
  ['lessons', (app) => app.button('Lessons').click(), (app) => app.button('Lessons').click()],
  ['the editor', (app) => app.page.getByRole('radio', { name: 'Edit' }).click()],
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no state of the ${colorScheme} window keeps anybody out`, async ({ app }) => {
    test.setTimeout(300_000);
    app.page.setDefaultTimeout(10_000);
    await app.page.emulateMedia({ colorScheme });
    await app.record(LEAK);
    /** Each violation, and the states in which it was seen. */
    const found: Record<string, string[]> = {};
    const look = async (state: string): Promise<void> => {
      for (const line of await graveViolations(app.page)) (found[line] ??= []).push(state);
    };
    for (const [state, enter, leave] of STATES) {
      await test.step(state, async () => {
        await enter(app);
        await look(state);
        await leave?.(app);
      });
    }
    await app.record('def broken(:\n', 'exit status 1');
    await look('a program that does not compile');
    expect(found).toEqual({});
  });
}
