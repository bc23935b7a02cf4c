import type { Page } from '@playwright/test';
import { countStock, stockProduct, type Goods } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { expectSoundPage } from '../pages/any-page';
import { CartDrawer } from '../pages/cart-drawer';
import { StockPage } from '../pages/admin/stock';
import { Mailbox } from '../pages/mailbox';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

/** Asks to be told, is told once it is back, and says that it was not wanted. */
async function beTold(page: Page, staff: Page, goods: Goods): Promise<void> {
  const { email } = someShopper();
  const product = new ProductPage(page);
  await product.open(goods.slug);
  await expect(product.soldOut).toBeVisible();
  await product.content.getByLabel('Tell me when it is back').fill(email);
  await product.content.getByRole('button', { name: 'Tell me' }).click();
  await expect(page.locator('#notify-me')).toContainText('We will write to you once');
  await expect(page.locator('#notify-me')).toBeInViewport();

  const stock = new StockPage(staff);
  await stock.openVariantOf(goods.title);
  await expect(staff.getByRole('main')).toContainText('1 person waits to be told when it is back.');
  await countStock(staff, goods.title, 2);
  const mailbox = new Mailbox(page);
  await mailbox.openMail(email, new RegExp(`${goods.title} is back`));
  await mailbox.content.getByRole('link', { name: '/back-in-stock/' }).click();
  await expectSoundPage(page, await page.reload());
  await page.getByRole('button', { name: 'Do not write to me about it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is forgotten');
  await page.goto('/dev/mailbox');
  await mailbox.openMail(email, new RegExp(`${goods.title} is back`));
  await mailbox.content.getByRole('link', { name: `/products/${goods.slug}` }).click();
  await expect(product.addToCart).toBeVisible();
  await expect(page.locator('#notify-me')).toHaveCount(0);
}

test('whoever finds something sold out is told when it is back', async ({ page, staff }) => {
  await beTold(page, staff, await stockProduct(staff, 'Lost lantern', 0));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('being told works by forms alone', async ({ page, staff }) => {
    await beTold(page, staff, await stockProduct(staff, 'Lost kettle', 0));
  });

  test('what is no address comes back with what was typed', async ({ page, alarms }) => {
    await page.goto('/products/weather-watercolour-tin');
    const field = page.getByLabel('Tell me when it is back');
    // A browser would not send it; something else might.
    await field.fill('ada@example');
    alarms.announceStatus(422);
    await page.getByRole('button', { name: 'Tell me' }).click();
    await expect(field).toHaveValue('ada@example');
    await expect(field).toHaveAccessibleDescription(/Enter an e-mail address/);
    await expect(field).toBeInViewport();
  });
});

test('the form follows the variant that is chosen', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('mooring-strap');
  await expect(page.locator('form.notify')).toHaveCount(0);
  await product.choose('Ink');
  await expect(product.soldOut).toBeVisible();
  const chosen = await page.locator('form.notify input[name=variant_id]').inputValue();
  expect(page.url()).toContain(chosen);
});

/** The page looks again at a moment of its own: many may be looking. */
const SOON = { timeout: 20_000 };

test('what is sold out can be bought as soon as it is back, on the page that is open', async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Returning lamp', 0);
  const product = new ProductPage(page);
  await product.open(goods.slug);
  await expect(product.soldOut).toBeVisible();
  await expect(product.addToCart).toHaveCount(0);
  let navigations = 0;
  page.on('request', (request) => (navigations += Number(request.isNavigationRequest())));
  await countStock(staff, goods.title, 3);
  await expect(product.addToCart).toBeVisible(SOON);
  await expect(product.said).toHaveText('Back in stock: you can add it to your cart now.');
  await expect(product.content.locator('.offer .stock')).toHaveText('3 left');
  await expect(product.soldOut).toHaveCount(0);
  await expect(page.locator('#notify-me')).toHaveCount(0);
  expect(navigations, 'the page stays').toBe(0);
  await product.hydrated();
  await product.addToCart.click();
  await expect(new CartDrawer(page).line(goods.title)).toBeVisible();
});

test('whoever is typing when it is back goes on typing, in each language', { tag: '@once' }, async ({ page, neighbour, staff, shop }) => {
  const goods = await stockProduct(staff, 'Returning kettle', 0);
  const readers = [
    { reader: page, prefix: '/de', words: 'Wieder da: Sie können es jetzt in den Warenkorb legen.' },
    { reader: neighbour, prefix: '/ar', words: 'عاد إلى المخزون: يمكنك إضافته إلى سلتك الآن.' },
  ];
  const field = (reader: Page) => reader.locator('#notify-me input[type=email]');
  for (const { reader, prefix } of readers) {
    await reader.goto(`${shop.url}${prefix}/products/${goods.slug}`);
    await field(reader).fill('ada@exam');
  }
  await countStock(staff, goods.title, 3);
  for (const { reader, words } of readers) {
    await expect(reader.locator('.buy button[type=submit]')).toBeVisible(SOON);
    await expect(new ProductPage(reader).said).toHaveText(words);
    await expect(field(reader)).toBeFocused();
    await expect(field(reader)).toHaveValue('ada@exam');
  }
});
