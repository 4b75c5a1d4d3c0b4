// What somebody sees who starts the app for the first time, and what somebody else sees who may not.

import { BROWSER_HOST_ONLY, expect, test } from '../harness/app-test.ts';
import { request } from '@playwright/test';

test('the first start opens on the recording of an example, with every pane filled', async ({
  app,
}) => {
  // The key is not left in the address bar, nor in the history.
  expect(new URL(app.page.url()).search).toBe('');
  await expect(app.page.getByText('finished', { exact: true })).toBeVisible();
  await expect(app.page).toHaveTitle(/Two names, one value/);

  await expect(app.code).toContainText('a_score = score');
  await expect(app.names.getByRole('link', { name: 'a_score', exact: true })).toBeVisible();
  await expect(app.outputText).toContainText('two names: 2 and they are one object: True');
  await expect(app.lane('score list')).toBeVisible();
  await expect(app.inspector.getByRole('heading', { level: 2 })).not.toHaveText('Inspector');
  await expect(app.countNow).toBeVisible();
  await expect(app.inspector.getByRole('region', { name: 'Why' })).toContainText('event');
});

test('every control of the contract has its name', async ({ app }) => {
  for (const name of ['Record', 'Open', 'Export CSV', 'Play'])
    await expect(app.button(name)).toBeVisible();
  const version = app.page.getByRole('combobox', { name: 'Python version' });
  await expect(version).toHaveValue('3.12');
  await expect(version.getByRole('option')).toHaveText([/3\.12/, /3\.13/, /3\.14/]);
  await expect(app.page.getByRole('textbox', { name: 'Program', exact: true })).toBeVisible();
  for (const region of [app.timeline, app.inspector, app.output, app.code])
    await expect(region).toBeVisible();
});

test('no other control answers to a name of the contract, with the lessons open as well', async ({
  app,
}) => {
  const expectOneEach = async (): Promise<void> => {
    for (const name of ['Record', 'Open', 'Export CSV'])
      await expect(app.page.getByRole('button', { name })).toHaveCount(1);
  };
  await expectOneEach();
  await app.page.getByRole('radio', { name: 'Edit' }).click();
  await expect(app.page.getByRole('button', { name: /Learn step by step/ })).toBeVisible();
  await expectOneEach();
  await app.page.getByRole('button', { name: /Learn step by step/ }).click();
  await expectOneEach();
});

test('the bundled examples can be chosen and recorded', async ({ app }) => {
  await app.button('Examples').click();
  await app.page.getByRole('menuitem', { name: /^A cycle, and the collector/ }).click();
  await app.button('Record').click();
  await app.recorded();
  await app.press('End');
  await expect(app.outputText).toContainText('the collector found');
  const nodes = app.lane(/ Node$/);
  await expect(nodes).toHaveCount(2);
  for (const node of await nodes.all())
    await expect(node).toHaveAttribute(
      'aria-description',
      /collected by the cycle collector on line 28/,
    );
});

test('without the key of this start nothing is served', BROWSER_HOST_ONLY, async ({ host }) => {
  const { origin, searchParams } = new URL(host.url);
  expect(searchParams.get('token')).toMatch(/^.{32,}$/);
  const stranger = await request.newContext();
  const refused = [
    `${origin}/`,
    `${origin}/?token=wrong`,
    `${origin}/?token=`,
    `${origin}/index.html`,
    `${origin}/ws`,
    `${origin}/download/1`,
    `${origin}/download/..%2f..%2fetc%2fpasswd`,
  ];
  for (const url of refused) {
    const answer = await stranger.get(url);
    expect(answer.status(), url).toBe(403);
    expect(await answer.text(), url).toContain('Open the address that Refscope printed');
  }
  const upload = await stranger.post(`${origin}/upload?name=x.refscope`, { data: 'x' });
  expect(upload.status()).toBe(403);
  // A page of another site that somebody made resolve to this machine has its own name in Host, and no key that works.
  const rebound = await stranger.get(host.url, { headers: { Host: 'elsewhere.example' } });
  expect(rebound.status()).toBe(403);
  const foreign = await stranger.get(host.url, { headers: { Origin: 'http://elsewhere.example' } });
  expect(foreign.status()).toBe(403);
  await stranger.dispose();
});

test(
  'a wrong key shows a sentence instead of the app',
  BROWSER_HOST_ONLY,
  async ({ page, host, pageErrors }) => {
    pageErrors.expect(/status of 403/);
    await page.goto(host.url.replace(/token=.*/, 'token=wrong'));
    await expect(page.getByText('Open the address that Refscope printed')).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
  },
);
