// npm run setup: everything that npm start and npm test would set up by themselves.

import { fail, setUpWindow } from './lib/setup.mjs';

await setUpWindow().catch(fail);
