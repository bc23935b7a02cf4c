import type { Page } from '@playwright/test';
import { announceDrop } from '../journeys/drop';
import { expect, test } from '../fixtures/test';
import { CheckoutPage } from '../pages/checkout';
import { DropPage, QueuePage } from '../pages/drop';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

const TURN = /It is your turn/;

/** Who of the two was drawn first, and who is next. Both stand in line for a moment before the first is let in. */
async function drawn(slug: string, one: Page, other: Page): Promise<[Page, Page]> {
  const isUp = async (page: Page) => TURN.test((await new QueuePage(page, slug).place.textContent()) ?? '');
  let first: Page | undefined;
  await expect(async () => {
    first = (await isUp(one)) ? one : (await isUp(other)) ? other : undefined;
    expect(first, 'somebody is let in').toBeDefined();
  }).toPass({ timeout: 40_000 });
  return first === one ? [one, other] : [other, one];
}

/** The ticket that this window's browser keeps. */
async function ticketOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name.startsWith('fg_queue_'))!.value;
}

/** The line is gone for a moment. Nobody presses anything meanwhile, nor afterwards. */
async function loseConnection(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.evaluate(() => fetch(location.href))).rejects.toThrow('Failed to fetch');
  await page.context().setOffline(false);
}

async function payFor(page: Page): Promise<void> {
  const checkout = new CheckoutPage(page);
  const shopper = someShopper();
  await checkout.deliverTo(shopper.country);
  await checkout.fill(shopper);
  await checkout.card('Succeeds').check();
  await checkout.pay.click();
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');
}

test('a whole drop: draw, turn, hold, bought, and the next one is told', { tag: '@once' }, async ({ page, neighbour, staff, alarms }) => {
  test.setTimeout(120_000);
  const { slug, goods } = await announceDrop(staff, 1, 25);
  for (const visitor of [page, neighbour]) {
    const drop = new DropPage(visitor, slug);
    await drop.open();
    await expect(drop.countdown).toHaveText(/^00:00:\d\d$/);
    await drop.join.click();
    await expect(new QueuePage(visitor, slug).place).toContainText('You are in the draw');
  }
  await page.reload();
  await expect(new QueuePage(page, slug).place).toContainText('You are in the draw');
  const tab = await page.context().newPage();
  await new QueuePage(tab, slug).open();
  await expect(new QueuePage(tab, slug).place, 'in another tab it is the same place').toContainText('You are in the draw');
  await tab.close();
  const ticket = await ticketOf(page);
  // What is asked for while there is no connection.
  alarms.announce(/net::ERR_/);
  await loseConnection(page);

  const [first, next] = await drawn(slug, page, neighbour);
  expect(await ticketOf(page), 'the place outlives the connection').toBe(ticket);
  // What is told of a drop may be half a second old: from before the draw.
  const entrants = async () => (await (await page.request.get(`/api/v1/drops/${slug}`)).json()).entrants;
  await expect.poll(entrants, 'and nobody has a second one').toBe(2);
  const waiting = new QueuePage(next, slug);
  await expect(waiting.place).toContainText('may well be gone before your turn');
  await new QueuePage(first, slug).buy.click();
  const checkout = new CheckoutPage(first);
  await expect(checkout.timer).toHaveText(/minutes|seconds/);
  const product = new ProductPage(next);
  await payFor(first);

  await expect(waiting.place, 'without a reload').toContainText('Sold out.', { timeout: 20_000 });
  await product.open(goods.slug);
  await expect(product.addToCart).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page looks again by itself, and sells', { tag: '@once' }, async ({ page, staff }) => {
    test.setTimeout(120_000);
    const { slug } = await announceDrop(staff, 1, 12);
    const [drop, queue] = [new DropPage(page, slug), new QueuePage(page, slug)];
    await drop.open();
    await expect(page.locator('.drop-when')).toHaveText(/^On sale .* UTC\.\s*$/);
    await drop.join.click();
    await expect(queue.place).toContainText('You are in the draw');
    await expect(queue.place, 'nobody pressed anything').toContainText(TURN, { timeout: 60_000 });
    await queue.buy.click();
    await expect(new CheckoutPage(page).hold).toContainText('We keep these for you until');
    await payFor(page);
  });
});
