// Owns how the tests act in the window as a user does: by role and name, mouse and keyboard. Must not reach into the page's state, or
// ask the host anything. Invariant: what it finds things by are the names of the contract, so a renamed control fails here.

import { expect, type Locator, type Page } from '@playwright/test';
import type { SavedFile, TestHost } from './test-host.ts';

const RECORDED_MS = 60_000;

export class AppWindow {
  readonly page: Page;
  readonly code: Locator;
  readonly output: Locator;
  /** What the program printed, up to the playhead. */
  readonly outputText: Locator;
  readonly names: Locator;
  readonly timeline: Locator;
  readonly inspector: Locator;
  readonly objects: Locator;
  readonly playhead: Locator;
  /** The line under the bars that holds the facts of the open recording. */
  readonly facts: Locator;
  readonly #host: TestHost;

  constructor(page: Page, host: TestHost) {
    this.page = page;
    this.#host = host;
    const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
    this.code = region('Code');
    this.output = region('Output');
    this.outputText = this.output.getByRole('log');
    this.names = region('Names');
    this.timeline = region('Timeline');
    this.inspector = region('Inspector');
    this.objects = this.timeline.getByRole('list', { name: 'Objects' });
    this.playhead = this.timeline.getByRole('slider', { name: 'Playhead' });
    this.facts = page.getByRole('list', { name: 'Facts of the recording' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The window as it first opens: on the recording of an example. */
  async open(): Promise<void> {
    await this.#host.show(this.page);
    await expect(this.facts).toBeVisible();
    await this.settled();
  }

  /** Replaces the text of the editor by pasting, as from another window. */
  async paste(source: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'Edit' }).click();
    await this.page.getByRole('textbox', { name: 'Program' }).click();
    await this.#host.copy(this.page, source);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Starts a recording and does not wait for its end. */
  async start(source: string): Promise<void> {
    await this.paste(source);
    await this.button('Record').click();
  }

  /** All that the program printed up to the playhead. */
  printed(): Promise<string> {
    return this.outputText.evaluate((log) => log.textContent);
  }

  async record(source: string, status = 'finished'): Promise<void> {
    await this.start(source);
    await this.recorded(status);
  }

  /** The recording in progress has ended, and is open. */
  async recorded(status = 'finished'): Promise<void> {
    await expect(this.facts).toBeVisible({ timeout: RECORDED_MS });
    await expect(this.page.getByText(status, { exact: true })).toBeVisible();
    await this.settled();
  }

  /** The moment that the panes show is the playhead's, not one that it has passed. */
  async settled(): Promise<void> {
    await expect(this.playhead).toHaveAttribute('aria-valuetext', /^(line|phase) /);
    await expect(this.playhead).toHaveAttribute('aria-busy', 'false');
  }

  async seq(): Promise<number> {
    return Number(await this.playhead.getAttribute('aria-valuenow'));
  }

  async lastSeq(): Promise<number> {
    return Number(await this.playhead.getAttribute('aria-valuemax'));
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Event and line of the playhead, in words: lines that change no count share their event. */
  async place(): Promise<string> {
    const words = (await this.playhead.getAttribute('aria-valuetext')) ?? '';
    return `${await this.seq()}: ${/step [\d,]+/.exec(words)?.[0] ?? ''}`;
  }

  /** Presses a key that moves the playhead and answers where that led. */
  async move(key: string): Promise<number> {
    const before = await this.place();
    await this.press(key);
    await expect.poll(() => this.place(), `${key} moves the playhead`).not.toBe(before);
    await this.settled();
    return this.seq();
  }

  /** Walks the selected object to its next or previous change; answers its count there. */
  async moveToChange(key: ',' | '.'): Promise<number> {
    const seq = await this.move(key);
    const why = this.inspector.getByRole('region', { name: 'Why' });
    const now = why.getByRole('link').first();
    await expect(now).toHaveAttribute('aria-current', 'true');
    await expect(now).toContainText(`event ${seq.toLocaleString('en-US')} `);
    return Number(await this.countNow.innerText());
  }

  /** The line that Code shows as current; 0 when none is. */
  async currentLine(): Promise<number> {
    const note = await this.code.locator('.pane-note').innerText();
    return Number(/^line (\d+) in /.exec(note)?.[1] ?? 0);
  }

  /** Selects the object of a lane. */
  async select(lane: Locator): Promise<void> {
    await lane.click();
    await expect(lane).toHaveAttribute('aria-current', 'true');
    await expect(this.inspector.getByRole('status', { name: 'Refcount now' })).toBeVisible();
  }

  /** Shows a tab of the inspector. */
  async inspect(tab: 'Overview' | 'History' | 'Names' | 'Holders'): Promise<void> {
    await this.inspector.getByRole('tab', { name: tab }).click();
    await expect(this.inspector.getByRole('tabpanel', { name: tab })).toBeVisible();
  }

  lane(name: string | RegExp): Locator {
    return this.objects.getByRole('listitem', { name, exact: typeof name === 'string' });
  }

  /** The count that the inspector shows: a number, ∞. */
  get countNow(): Locator {
    return this.inspector.getByRole('status', { name: 'Refcount now' });
  }

  /** `[name, value, type, count]` of every name bound at the playhead. */
  async boundNames(): Promise<string[][]> {
    const rows = this.names.getByRole('row').filter({ has: this.page.getByRole('link') });
    return Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
  }

  /** Moves the playhead to where line `line` has just been reached for the first time. */
  async goToLine(line: number): Promise<void> {
    await this.press('Home');
    await expect.poll(() => this.seq()).toBe(0);
    for (let steps = 0; (await this.currentLine()) !== line; steps++) {
      if (steps > 60) throw new Error(`line ${line} was not reached`);
      await this.move('Shift+ArrowRight');
    }
  }

  /** Chooses a file in the dialog behind Open. */
  async openFile(file: string): Promise<void> {
    await this.button('Open').click();
    await this.#host.chooseFile(this.page, file, () => this.button('Open file…').click());
  }

  /** What `act` saves, by download or dialog. */
  saved(act: () => Promise<void>): Promise<SavedFile> {
    return this.#host.saved(this.page, act);
  }
}
