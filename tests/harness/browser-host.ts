// Owns the browser host as the tests use it: a page of Chromium on the address that the app printed.

import type { RunningApp } from './start-app.ts';
import type { TestHost } from './test-host.ts';

export const browserHost = ({ url, library }: RunningApp): TestHost => ({
  url,
  library,
  show: async (page) => {
    await page.goto(url);
  },
  copy: (page, text) => page.evaluate((copied) => navigator.clipboard.writeText(copied), text),
  chooseFile: async (page, file, act) => {
    const chooser = page.waitForEvent('filechooser');
    await act();
    await (await chooser).setFiles(file);
  },
  saved: async (page, act) => {
    const [download] = await Promise.all([page.waitForEvent('download'), act()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  },
});
