import { existsSync } from 'node:fs';

import { defineConfig } from '@playwright/test';

/** Marks a test to which the width of the window makes no difference: it runs once, on the desktop. */
const ONCE = /@once/;
/** Marks a test of what only a phone shows. */
const PHONE = /@phone/;

/** Chromium without what only a window needs takes half the time. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

export default defineConfig({
  testDir: 'tests',
  globalSetup: './shop/open',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000, toHaveScreenshot: { scale: 'css', animations: 'disabled' } },
  snapshotPathTemplate: 'snapshots/{platform}/{projectName}/{arg}{ext}',
  reporter: 'list',
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    // What a worker answers, no test sees being asked for: `tests/offline.spec.ts` alone lets them in.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || BROWSERS.find(existsSync),
      // Chromium's sandbox refuses to run as root, and nothing but the shop should be talked to.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // As in a window, so that both draw the same letters.
        '--font-render-hinting=slight',
      ],
    },
  },
  projects: [
    { name: 'desktop', grepInvert: PHONE, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      grepInvert: ONCE,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
});
