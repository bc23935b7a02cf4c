import { announceDrop } from '../journeys/drop';
import { buy, goToTill, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { expectAccessible, expectAccessibleLayout } from '../pages/accessible';
import { OrderList } from '../pages/admin/orders';
import { ProductList } from '../pages/admin/products';
import { StockPage } from '../pages/admin/stock';
import { CartDrawer } from '../pages/cart-drawer';
import { CheckoutPage } from '../pages/checkout';
import { DropPage, QueuePage } from '../pages/drop';
import { ProductPage } from '../pages/product';
import { ADMIN, RIGHT_TO_LEFT, SHOP } from '../samples/addresses';
import { someShopper } from '../samples/shopper';

test.describe.configure({ timeout: 240_000 });
// What axe looks at hangs little on the window's width: once is enough, but for what phones show otherwise.
test.describe('axe', { tag: '@once' }, () => {

test('every page of the shop is accessible', async ({ page }) => {
  for (const path of [...SHOP, '/account', '/account/sign-up', '/orders/lookup']) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
});

test('pages whose lines run to the left are accessible', async ({ page }) => {
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat' });
  for (const path of [...RIGHT_TO_LEFT, '/ar/cart', '/ar/checkout']) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
});

test('a page that is not there is accessible', async ({ page, alarms }) => {
  alarms.announceStatus(404);
  await page.goto('/nowhere');
  await expectAccessible(page);
});

test('filters are accessible while they are open', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  await page.goto('/products');
  await page.locator('details.facet').evaluateAll((facets: HTMLDetailsElement[]) => facets.forEach((facet) => (facet.open = true)));
  await expectAccessible(page, 'the open filters');
  await page.goto('/products?available=1&min=10&max=nothing');
  await expectAccessible(page, 'a list that is narrowed by a price that is none');
});

test('the drawer is accessible', async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('dunlin-pouches');
  await product.hydrated();
  await product.addToCart.click();
  await expect(new CartDrawer(page).checkOut).toBeVisible();
  await expectAccessible(page, 'the drawer');
});

test('a purchase is accessible, with everything that can be wrong on the way', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  const shopper = someShopper();
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat', quantity: 2 });
  await expectAccessible(page, 'a cart');
  const checkout = await goToTill(page, { ...shopper, email: 'nobody' }, 'Is declined');
  await expectAccessible(page, 'the checkout');
  await page.locator('#order').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await checkout.pay.click();
  await expect(checkout.problems.first()).toBeVisible();
  await expectAccessible(page, 'the checkout with an error');
});

test('an order is accessible, to the shopper and to staff', async ({ page, staff }) => {
  const shopper = someShopper();
  await buy(page, { slug: 'limpet-key-hook' }, shopper);
  await expectAccessible(page, 'an order');
  await new OrderList(staff).openOrderOf(shopper.email);
  await expectAccessible(staff, 'an order, for staff');
});

test('a drop and its queue are accessible', async ({ page, staff }) => {
  const { slug } = await announceDrop(staff, 1, 300);
  const drop = new DropPage(page, slug);
  await drop.open();
  await expectAccessible(page, 'a drop before its start');
  await drop.join.click();
  await expect(new QueuePage(page, slug).place).toContainText('You are in the draw');
  await expectAccessible(page, 'its queue');
});

test('every page of the admin is accessible', async ({ staff }) => {
  for (const path of ADMIN) {
    await staff.goto(path);
    await expectAccessible(staff, path);
  }
  await new ProductList(staff).openProduct('Washboard dry bag');
  await expectAccessible(staff, 'a product, for staff');
  await new StockPage(staff).openVariantOf('Washboard dry bag');
  await expectAccessible(staff, 'stock, for staff');
});

test('a form of an account says what is wrong accessibly', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  await page.goto('/account/sign-up');
  await page.locator('form.door-form').first().evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
    form.requestSubmit();
  });
  await expect(new CheckoutPage(page).problems.first()).toBeVisible();
  await expectAccessible(page, 'a form with errors');
});
});

/** Where the header and the button that buys are others on phones. */
const ON_PHONES = ['/', '/collections/wear', '/products/skerry-waxed-tote', '/products/weather-watercolour-tin', '/drops/lantern-no-7', '/account/sign-up'];

test.describe('axe on a phone', { tag: '@phone' }, () => {
  test('what phones show otherwise is accessible', async ({ page, staff }) => {
    for (const path of ON_PHONES) {
      await page.goto(path);
      await expectAccessibleLayout(page, path);
    }
    await page.goto('/products');
    await page.getByRole('main').getByRole('button', { name: 'Filter', exact: true }).click();
    await expectAccessibleLayout(page, 'the open filters');
    await putIntoCart(page, { slug: 'limpet-key-hook' });
    await expectAccessibleLayout(page, 'a cart');
    await page.goto('/checkout');
    await expectAccessibleLayout(page, 'the checkout');
    for (const path of ['/admin', '/admin/products', '/admin/flags']) {
      await staff.goto(path);
      await expectAccessibleLayout(staff, path);
    }
  });
});
