import { goToTill, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { expectSoundLayout, expectSoundPage } from '../pages/any-page';
import { OrderList } from '../pages/admin/orders';
import { ApprovalPage } from '../pages/approval';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { someShopper } from '../samples/shopper';

const SHOP = [
  '/',
  '/products',
  '/products?page=2',
  '/products?sort=price-asc',
  '/collections/wear',
  // Few variants, many variants, none to buy.
  '/products/skerry-waxed-tote',
  '/products/gannet-roll-top-pack',
  '/products/weather-watercolour-tin',
  '/search',
  '/search?q=lantern',
  '/search?q=qzxwv',
  `/search?q=${'Rindfleischetikettierung'.repeat(8)}`,
  '/cart',
  '/dev/mailbox',
  '/admin/sign-in',
];

for (const path of SHOP) {
  test(`${path.slice(0, 40)} is a sound page`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await expectSoundPage(page, answer);
  });
}

for (const path of ['/nowhere', '/products/nowhere', '/collections/nowhere', '/orders/nowhere', '/dev/mailbox/nowhere']) {
  test(`${path} is not found, and says so`, async ({ page, alarms }) => {
    alarms.announceStatus(404);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expectSoundPage(page, answer);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
    await expect(page.getByRole('main').getByRole('link', { name: 'Back to the shop' })).toBeVisible();
  });
}

test('every page of a purchase is sound', async ({ page }) => {
  const shopper = someShopper({ name: 'Hubert Wolfeschlegelsteinhausenbergerdorff', city: 'Llanfairpwllgwyngyllgogerych' });
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat', quantity: 2 });
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await expectSoundPage(page, await page.goto('/cart'));
  await expectSoundPage(page, await page.goto('/checkout'));
  await (await goToTill(page, shopper, 'Asks you to approve it')).pay.click();
  const order = new OrderPage(page);
  await expect(order.approve).toBeVisible();
  await expectSoundPage(page, await page.reload());
  await order.approve.click();
  await expectSoundPage(page, await page.reload());
  await new ApprovalPage(page).approve.click();
  await order.becomes('Thank you, it is yours');
  await expectSoundPage(page, await page.reload());
  await new Mailbox(page).openMail(shopper.email, /confirmed/);
  await expectSoundPage(page, await page.reload());
});

test('every page of the admin is sound', async ({ page, staff, alarms }) => {
  const shopper = someShopper();
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await (await goToTill(page, shopper)).pay.click();
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');

  const plain = ['/admin', '/admin/orders', '/admin/orders?status=confirmed', '/admin/products', '/admin/products/new', '/admin/stock'];
  for (const path of plain) {
    const answer = await staff.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expectSoundPage(staff, answer);
  }
  await new OrderList(staff).openOrderOf(shopper.email);
  await expectSoundPage(staff, await staff.reload());
  await staff.goto('/admin/products?q=Washboard');
  await staff.getByRole('link', { name: 'Washboard dry bag' }).click();
  await expectSoundPage(staff, await staff.reload());
  for (const disclosure of await staff.locator('details > summary').all()) {
    if (await disclosure.isVisible()) await disclosure.click();
  }
  await expectSoundLayout(staff);
  await staff.goto('/admin/stock?q=Washboard');
  await staff.getByRole('row').getByRole('link').first().click();
  await expectSoundPage(staff, await staff.reload());
  alarms.announceStatus(404);
  for (const path of ['/admin/nowhere', '/admin/orders/999999', '/admin/products/nowhere']) {
    const answer = await staff.goto(path);
    expect.soft(answer?.status(), path).toBe(404);
    await expectSoundPage(staff, answer);
  }
});
