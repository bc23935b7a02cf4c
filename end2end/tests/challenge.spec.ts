import { announceDrop } from '../journeys/drop';
import { expect, test as base } from '../fixtures/test';
import { DropPage, QueuePage } from '../pages/drop';
import { openOwn } from '../shop/open';

/** A place costs everyone a sum that takes a moment, or eight seconds. */
const SETTINGS = '[waiting_room]\nchallenge = "everyone"\nchallenge_bits = 12\nchallenge_wait_seconds = 8\n';

const test = base.extend({
  shop: [
    async ({}, use) => {
      const { shop, close } = await openOwn('challenge', SETTINGS);
      await use(shop);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

// One shop is enough for both.
test.describe.configure({ mode: 'default' });

test('a browser does the sum by itself and takes the place', { tag: '@once' }, async ({ page, staff }) => {
  const { slug } = await announceDrop(staff, 1, 300);
  const [drop, queue] = [new DropPage(page, slug), new QueuePage(page, slug)];
  await drop.open();
  const solved = page.waitForRequest((sent) => sent.method() === 'POST' && /solution=\d+/.test(sent.postData() ?? ''));
  await drop.join.click();
  await solved;
  await expect(queue.place, 'nobody pressed anything').toContainText('You are in the draw');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('whoever waits takes a place as well', { tag: '@once' }, async ({ page, staff }) => {
    const { slug } = await announceDrop(staff, 1, 300);
    const [drop, queue] = [new DropPage(page, slug), new QueuePage(page, slug)];
    await drop.open();
    await drop.join.click();
    await expect(queue.place).toContainText('a button for your place appears here in 8 s');
    await expect(queue.takePlace, 'not yet').toHaveCount(0);
    await expect(queue.place, 'the page looks again by itself').toContainText('Thank you for waiting', { timeout: 20_000 });
    await queue.takePlace.click();
    await expect(queue.place).toContainText('You are in the draw');
  });
});
