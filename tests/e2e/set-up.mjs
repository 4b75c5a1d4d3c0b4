// Before the first test: the window built and the engine rewritten, unless that is done.

export { setUpWindow as default } from '../../scripts/lib/setup.mjs';
