import type { PlaywrightTestConfig } from '@playwright/test';
import tests from './playwright.config';

/** A crowd, the console and somebody who buys: `scripts/spike.sh`. */
const spike: PlaywrightTestConfig = {
  ...tests,
  testDir: 'spike',
  // The one shop there is, is the crowd's.
  globalSetup: undefined,
  timeout: 300_000,
  // Refused pages ask again by themselves, after some seconds.
  expect: { timeout: 60_000 },
  projects: [{ name: 'spike', use: { viewport: { width: 1280, height: 800 } } }],
};

export default spike;
