import type { Page } from '@playwright/test';
import { buy, goToTill, putIntoCart } from '../journeys/buy';
import { stockProduct } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { expectSoundLayout, expectSoundPage } from '../pages/any-page';
import { OrderList } from '../pages/admin/orders';
import { ProductList } from '../pages/admin/products';
import { StockPage } from '../pages/admin/stock';
import { ApprovalPage } from '../pages/approval';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { ADMIN, RIGHT_TO_LEFT, SHOP } from '../samples/addresses';
import { someShopper } from '../samples/shopper';

const MISSING = ['/nowhere', '/products/nowhere', '/collections/nowhere', '/orders/nowhere', '/back-in-stock/nowhere', '/dev/mailbox/nowhere'];

test('every page of the shop is sound', async ({ page }) => {
  for (const path of SHOP) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expectSoundPage(page, answer);
  }
});

test('every page whose lines run to the left is sound', async ({ page }) => {
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  for (const path of [...RIGHT_TO_LEFT, '/ar/cart', '/ar/checkout']) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expect.soft(page.locator('html'), path).toHaveAttribute('dir', 'rtl');
    await expectSoundPage(page, answer);
  }
});

test('where there is nothing, the page says so with status 404', async ({ page, alarms }) => {
  alarms.announceStatus(404);
  for (const path of MISSING) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(404);
    await expectSoundPage(page, answer);
    await expect.soft(page.getByRole('heading', { level: 1 }), path).toHaveText('Page not found');
    await expect.soft(page.getByRole('main').getByRole('link', { name: 'Back to the shop' }), path).toBeVisible();
  }
});

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
  await buy(page, { slug: 'limpet-key-hook' }, shopper);
  for (const path of ADMIN) {
    const answer = await staff.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expectSoundPage(staff, answer);
  }

  await new OrderList(staff).openOrderOf(shopper.email);
  await expectSoundPage(staff, await staff.reload());
  await expectSoundWhenUnfolded(staff);
  await new ProductList(staff).openProduct('Washboard dry bag');
  await expectSoundPage(staff, await staff.reload());
  await expectSoundWhenUnfolded(staff);
  await new StockPage(staff).openVariantOf('Washboard dry bag');
  await expectSoundPage(staff, await staff.reload());

  alarms.announceStatus(404);
  for (const path of ['/admin/nowhere', '/admin/orders/999999', '/admin/products/nowhere']) {
    const answer = await staff.goto(path);
    expect.soft(answer?.status(), path).toBe(404);
    await expectSoundPage(staff, answer);
  }
});

test('a title of one endless word breaks instead of the page', async ({ page, staff }) => {
  const { title, slug } = await stockProduct(staff, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 3);
  for (const path of ['/', `/products/${slug}`, '/search?q=Donaudampf']) {
    await expectSoundPage(page, await page.goto(path));
  }
  await putIntoCart(page, { slug });
  await expectSoundPage(page, await page.reload());
  await expectSoundPage(page, await page.goto('/checkout'));
  await expectSoundPage(staff, await staff.goto('/admin/products?q=Donaudampf'));
  await new ProductList(staff).product(title).click();
  await expectSoundPage(staff, await staff.reload());
  await new StockPage(staff).openVariantOf(title);
  await expectSoundPage(staff, await staff.reload());
});

/** The forms behind the page's disclosures have to fit as well. */
async function expectSoundWhenUnfolded(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.click();
  }
  await expectSoundLayout(page);
}
