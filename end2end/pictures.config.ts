import type { PlaywrightTestConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures that the README shows: `npm run pictures`. */
const pictures: PlaywrightTestConfig = {
  ...tests,
  testDir: 'pictures',
  projects: [{ name: 'pictures', use: { deviceScaleFactor: 1 } }],
};

export default pictures;
