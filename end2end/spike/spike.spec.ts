import type { Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { expect, test as base } from '../fixtures/test';
import { buy } from '../journeys/buy';
import { SurgeConsole } from '../pages/admin/surge-console';
import { photograph } from '../pictures/photograph';
import { someShopper } from '../samples/shopper';
import { openOwn } from '../shop/open';
import { Crowd } from './crowd';
import { refusedAfter } from './run';
import { stockUp } from './stock';

/** Whoever buys calmly begins no more often than this. */
const MOST_ATTEMPTS = 3;
/** Seconds after the crowd until all is as before. */
const GRACE = 10;

const test = base.extend<{ crowd: Crowd }>({
  shop: [
    async ({}, use) => {
      const { shop, close } = await openOwn('spike', '', {
        DATABASE_URL: process.env.FLOODGATE_TEST_DATABASE,
        FLOODGATE_SECRET: randomBytes(32).toString('hex'),
        // The crowd's addresses are what it says they are, and limits are for each of them.
        FLOODGATE_TRUSTED_PROXIES: '127.0.0.0/8',
        FLOODGATE_RATE_LIMITS: 'on',
        FLOODGATE_PRESSURE: 'on',
        // One process does everything, on the machine that the crowd comes from.
        FLOODGATE_WORKER: 'on',
        RUST_LOG: 'warn',
      });
      await use(shop);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  crowd: async ({ shop, staff }, use) => {
    await stockUp(staff.request);
    await staff.goto('/admin'); // reads the notice of it, which the console would show
    const crowd = await Crowd.sendTo(shop.url);
    await use(crowd);
    crowd.dismiss();
  },
});

/** A whole purchase, and how often it was begun: whoever is told to wait a moment begins again, as people do. */
async function buyCalmly(page: Page): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await buy(page, { slug: 'limpet-key-hook' }, someShopper());
      return attempt;
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

test('someone buys in one window while the console in another shows twenty times the crowd', async ({
  page,
  staff,
  crowd,
  alarms,
}) => {
  // Whoever only looks around may be told to come back in a moment, and the page does so by itself.
  alarms.announceStatus(503);
  alarms.announce(/^status 503 /);
  const console = new SurgeConsole(staff);
  await console.open();
  await expect(console.level).toContainText(/Level [34]/);

  const began = Date.now();
  page.setDefaultTimeout(8_000);
  const attempts = await buyCalmly(page);
  const seconds = (Date.now() - began) / 1000;
  await expect(console.level, 'the crowd is still there').toContainText(/Level [34]/);
  const figures = ['Served a second', 'Refused a second', 'Orders a second'].map((label) => console.figure(label).textContent());
  const [served, refused, orders] = await Promise.all(figures);
  await photograph(staff, 'console', 'dark');

  const { code, words } = await crowd.gone();
  const bought = `bought in ${seconds} s, attempts: ${attempts}`;
  process.stdout.write(`${words}\nserved ${served}, refused ${refused}, orders ${orders} a second; ${bought}\n`);
  expect(code, 'nobody met an error').toBe(0);
  const run = crowd.run();
  const [before, rush] = run.phases.map((phase) => phase.bought_per_second);
  expect(rush, 'a crowd is sold no less than few are').toBeGreaterThanOrEqual(before!);
  const late = refusedAfter(run, GRACE);
  expect(late.length, 'there is a time after it').toBeGreaterThan(GRACE);
  const stillRefused = late.filter((visits) => visits > 0);
  expect(stillRefused, `refused a second, from the ${GRACE}th after the crowd on`).toEqual([]);
  await expect(console.level).toContainText('Level 0', { timeout: 60_000 });
});
