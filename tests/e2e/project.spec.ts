// A program of several files, from the folder on the disk to the files that it wrote, as a user sets it up in the window.

import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { zipMembers } from '../../src/main/app/project/zip-members.ts';
import { test, expect, BROWSER_HOST_ONLY } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';
import { writeSmallProject, type SmallProject } from '../harness/small-project.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const folder = temporaryFolder();
let project: SmallProject;
test.beforeAll(() => {
  project = writeSmallProject(folder.path('.'));
});
test.afterAll(() => folder.remove());

const openDialog = async (app: AppWindow): Promise<Locator> => {
  await app.button('Project…').click();
  return app.page.getByRole('dialog', { name: 'Project' });
};

const choose = async (app: AppWindow, by: Locator, file: string): Promise<void> => {
  const chooser = app.page.waitForEvent('filechooser');
  await by.click();
  await (await chooser).setFiles(file);
};

test(
  'a folder is listed, run with a wheel, arguments, environment and input; what it wrote is saved',
  BROWSER_HOST_ONLY,
  async ({ app }) => {
    const dialog = await openDialog(app);
    await dialog.getByRole('radio', { name: 'A folder' }).click();
    await choose(app, dialog.getByRole('button', { name: 'Choose folder…' }), project.folder);
    const taken = dialog.getByRole('list', { name: 'In the sandbox' }).getByRole('listitem');
    await expect(taken).toHaveText([
      /^data\/names\.txt/,
      /^main\.py/,
      /__init__/,
      /__main__/,
      /model\.py/,
    ]);
    const left = dialog.getByRole('list', { name: 'Left out' }).getByRole('listitem');
    await expect(left).toHaveText([
      '.git left out: not part of the program',
      'shop/__pycache__ left out: not part of the program',
      'venv left out: a virtual environment',
    ]);
    await expect(dialog.getByRole('combobox', { name: 'File to start' })).toHaveValue('main.py');
    // A docstring that speaks of threads needs none.
    await expect(dialog.getByRole('region', { name: 'What cannot work' })).toHaveCount(0);
    await choose(app, dialog.getByRole('button', { name: 'Add wheel…' }), project.wheel);
    await expect(dialog.getByRole('list', { name: 'Libraries added' })).toContainText(
      'greeting-1.0-py3-none-any.whl',
    );
    await dialog
      .getByRole('textbox', { name: 'Arguments of the project' })
      .fill('--fast "two words"');
    await dialog.getByRole('textbox', { name: 'Environment' }).fill('# who is greeted\nWHO=Ada=1');
    await dialog.getByRole('radio', { name: 'Text' }).click();
    await dialog.getByRole('textbox', { name: 'Standard input' }).fill('3\n4\n');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await app.recorded();
    await app.press('End');
    await expect(app.outputText).toContainText(
      "hi Ada=1 ['--fast', 'two words'] /home/shopping/main.py",
    );
    await expect(app.lane('items list')).toBeVisible();
    await expect(app.code.getByRole('combobox', { name: 'Source file' })).toContainText('model.py');
    // The editor keeps its own program.
    await expect(app.code.getByRole('radio', { name: 'Edited' })).toHaveCount(0);

    await app.page.getByRole('button', { name: '1 file written' }).click();
    const written = app.page.getByRole('dialog', { name: 'Files written' });
    await expect(written.getByRole('listitem')).toHaveText([/^out\/total\.txt/]);
    const saved = await app.saved(() => written.getByRole('button', { name: 'Save all…' }).click());
    expect(saved.name).toMatch(/^main .* files\.zip$/);
    const zipped = readFileSync(saved.path);
    expect(zipMembers(zipped)).toEqual(['out/total.txt']);
    expect(zipped.toString('latin1')).toContain("7 ['Ada', 'Grace']");
    await expect(written).toContainText('Saved to your downloads.');
  },
);

test(
  'a package is started with -m; a wrong entry is told in the dialog, and nothing is lost',
  BROWSER_HOST_ONLY,
  async ({ app }) => {
    const dialog = await openDialog(app);
    await dialog.getByRole('radio', { name: 'A folder' }).click();
    await choose(app, dialog.getByRole('button', { name: 'Choose folder…' }), project.folder);
    await dialog.getByRole('radio', { name: 'A module (-m)' }).click();
    const module = dialog.getByRole('combobox', { name: 'Module to start' });
    await expect(module).toHaveValue('shop');
    await module.fill('');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Name the module to start.');
    await module.fill('shop');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await app.recorded();
    await app.press('End');
    await expect(app.outputText).toContainText('shop 7');
  },
);

test(
  'what the sandbox lacks is said before and beside the run; a file is the input',
  BROWSER_HOST_ONLY,
  async ({ app }) => {
    await app.paste('import subprocess\nprint(input())\n');
    const dialog = await openDialog(app);
    const note = 'uses subprocess (line 1): the sandbox has no processes';
    await expect(dialog.getByRole('region', { name: 'What cannot work' })).toContainText(note);
    await dialog.getByRole('radio', { name: 'A file', exact: true }).click();
    await choose(
      app,
      dialog.getByLabel('File of the standard input'),
      `${project.folder}/data/names.txt`,
    );
    await dialog.getByRole('button', { name: 'Run' }).click();
    await app.recorded();
    await expect(app.page.getByRole('status').filter({ hasText: note })).toBeVisible();
    await app.press('End');
    await expect(app.outputText).toContainText('Ada Grace');
  },
);
