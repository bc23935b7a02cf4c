import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures that the README shows: `npm run pictures`. */
export default defineConfig(tests, {
  testDir: 'pictures',
  projects: [{ name: 'pictures', use: { deviceScaleFactor: 1 } }],
});
