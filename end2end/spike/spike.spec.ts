import { randomBytes } from 'node:crypto';
import { expect, test as base } from '../fixtures/test';
import { buy } from '../journeys/buy';
import { SurgeConsole } from '../pages/admin/surge-console';
import { photograph } from '../pictures/photograph';
import { someShopper } from '../samples/shopper';
import { openOwn } from '../shop/open';
import { Crowd } from './crowd';

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

  crowd: async ({ shop }, use) => {
    const crowd = await Crowd.sendTo(shop.url);
    await use(crowd);
    crowd.dismiss();
  },
});

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

  // Whoever is told to wait a moment and send it again does so, as people do.
  const began = Date.now();
  page.setDefaultTimeout(8_000);
  await expect(() => buy(page, { slug: 'limpet-key-hook' }, someShopper())).toPass({ timeout: 60_000 });
  const seconds = (Date.now() - began) / 1000;
  await expect(console.level, 'the crowd is still there').toContainText(/Level [34]/);
  const figures = ['Served a second', 'Refused a second', 'Orders a second'].map((label) => console.figure(label).textContent());
  const [served, refused, orders] = await Promise.all(figures);
  await photograph(staff, 'console', 'dark');

  const { code, report } = await crowd.gone();
  process.stdout.write(`${report}\nserved ${served}, refused ${refused}, orders ${orders} a second; bought in ${seconds} s\n`);
  expect(code, 'nobody met an error').toBe(0);
  await expect(console.level).toContainText('Level 0', { timeout: 60_000 });
});
