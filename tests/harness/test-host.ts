// Owns what a test needs of the host that shows the window, the same for both: the window itself, the clipboard, the dialogs of the
// system. Must not act in the page beyond that.

import type { Page } from '@playwright/test';

export interface SavedFile {
  readonly name: string;
  readonly path: string;
}

export interface TestHost {
  /** The address with its key; '' where the window has none. */
  readonly url: string;
  /** Folder of the recordings. */
  readonly library: string;
  /** Loads the window, anew if it is open. */
  show(page: Page): Promise<void>;
  /** Puts text on the clipboard. */
  copy(page: Page, text: string): Promise<void>;
  /** Gives a file to the dialog that `act` opens. */
  chooseFile(page: Page, file: string, act: () => Promise<void>): Promise<void>;
  /** What `act` saved, when it is complete. */
  saved(page: Page, act: () => Promise<void>): Promise<SavedFile>;
}
