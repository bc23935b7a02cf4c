import type { Page } from '@playwright/test';
import { announceDrop } from '../journeys/drop';
import { buy, goToTill, putIntoCart } from '../journeys/buy';
import { countStock, stockProduct } from '../journeys/stock';
import { expect, test as base } from '../fixtures/test';
import { expectAccessible, expectAccessibleLayout } from '../pages/accessible';
import { AccountPage } from '../pages/account';
import { OrderList } from '../pages/admin/orders';
import { ProductList } from '../pages/admin/products';
import { StockPage } from '../pages/admin/stock';
import { ApprovalPage } from '../pages/approval';
import { CartDrawer } from '../pages/cart-drawer';
import { CheckoutPage } from '../pages/checkout';
import { DropPage, QueuePage } from '../pages/drop';
import { Header } from '../pages/header';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { ACCOUNT, ADMIN, DOORS, NO_PAGES, RIGHT_TO_LEFT, SHOP } from '../samples/addresses';
import { someShopper } from '../samples/shopper';
import { readableRoutes, routeOf } from '../shop/routes';

const PASSWORD = 'correct horse battery';
const ROUTES = readableRoutes();
/** Marks a test with a route that has no fixed address, but that it gets to. */
const REACHES = 'reaches';
/** All that tests of this file are marked with. */
const reached: string[] = [];

/** Says what a test gets to; `see` holds it to that. */
function reaches(...routes: string[]) {
  reached.push(...routes);
  return { annotation: routes.map((description) => ({ type: REACHES, description })) };
}

/** Tests of this file look at pages with axe. */
const test = base.extend<{ see: (page: Page, state?: string) => Promise<void> }>({
  see: async ({}, use, info) => {
    const seen: (string | undefined)[] = [];
    await use(async (page, state) => {
      seen.push(routeOf(page.url(), ROUTES));
      await expectAccessible(page, state);
    });
    if (info.status !== info.expectedStatus) return;
    const routes = info.annotations.filter(({ type }) => type === REACHES).map(({ description }) => description);
    expect(routes.filter((route) => !seen.includes(route)), 'what this test did not get to').toEqual([]);
  },
});

test.describe.configure({ timeout: 480_000 });
// What axe looks at hangs little on the window's width: once is enough, but for what phones show otherwise.
test.describe('axe', { tag: '@once' }, () => {

test('every page of the shop is accessible', async ({ page, see }) => {
  for (const path of [...SHOP, ...DOORS]) {
    await page.goto(path);
    await see(page, path);
  }
});

test('pages whose lines run to the left are accessible', reaches('/cart', '/checkout'), async ({ page, see }) => {
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat' });
  for (const path of [...RIGHT_TO_LEFT, '/ar/cart', '/ar/checkout']) {
    await page.goto(path);
    await see(page, path);
  }
});

test('a page that is not there is accessible', async ({ page, staff, alarms, see }) => {
  alarms.announceStatus(404);
  await page.goto('/nowhere');
  await see(page);
  await staff.goto('/admin/nowhere');
  await see(staff);
});

test('filters are accessible while they are open', async ({ page, alarms, see }) => {
  alarms.announceStatus(422);
  await page.goto('/products');
  await page.locator('details.facet').evaluateAll((facets: HTMLDetailsElement[]) => facets.forEach((facet) => (facet.open = true)));
  await see(page, 'the open filters');
  await page.goto('/products?available=1&min=10&max=nothing');
  await see(page, 'a list that is narrowed by a price that is none');
});

test('suggestions are accessible while they are open', async ({ page, see }) => {
  for (const [path, words] of [['/', 'brekwater'], ['/ar/', 'فانوس']] as const) {
    await page.goto(path);
    const header = new Header(page);
    await header.beginToSearch(words);
    await page.keyboard.press('ArrowDown');
    await expect(header.active).toBeVisible();
    await see(page, `suggestions on ${path}`);
  }
});

test('the drawer is accessible', async ({ page, see }) => {
  const product = new ProductPage(page);
  await product.open('dunlin-pouches');
  await product.hydrated();
  await product.addToCart.click();
  await expect(new CartDrawer(page).checkOut).toBeVisible();
  await see(page, 'the drawer');
});

test('a purchase is accessible, with everything that can be wrong on the way', reaches('/cart', '/checkout/delivery', '/checkout'), async ({ page, alarms, see }) => {
  alarms.announceStatus(422);
  const shopper = someShopper();
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat', quantity: 2 });
  await see(page, 'a cart');
  const checkout = await goToTill(page, { ...shopper, email: 'nobody' }, 'Is declined');
  await see(page, 'the checkout');
  await page.locator('#order').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await checkout.pay.click();
  await expect(checkout.problems.first()).toBeVisible();
  await see(page, 'the checkout with an error');
});

test('an order is accessible, to the shopper and to staff', reaches('/orders/{token}', '/admin/orders/{number}'), async ({ page, staff, see }) => {
  const shopper = someShopper();
  await buy(page, { slug: 'limpet-key-hook' }, shopper);
  await see(page, 'an order');
  await page.goto(`/ar${new URL(page.url()).pathname}`);
  await see(page, 'an order whose lines run to the left');
  await new OrderList(staff).openOrderOf(shopper.email);
  await see(staff, 'an order, for staff');
});

test('a drop and its queue are accessible', reaches('/drops/{slug}', '/drops/{slug}/queue'), async ({ page, staff, see }) => {
  const { slug } = await announceDrop(staff, 1, 300);
  const drop = new DropPage(page, slug);
  await drop.open();
  await see(page, 'a drop before its start');
  await drop.join.click();
  await expect(new QueuePage(page, slug).place).toContainText('You are in the draw');
  await see(page, 'its queue');
});

test('every page of the admin is accessible', reaches('/admin/products/{id}', '/admin/stock/{variant_id}'), async ({ staff, see }) => {
  for (const path of ADMIN) {
    await staff.goto(path);
    await see(staff, path);
  }
  await new ProductList(staff).openProduct('Washboard dry bag');
  await see(staff, 'a product, for staff');
  await new StockPage(staff).openVariantOf('Washboard dry bag');
  await see(staff, 'stock, for staff');
});

test('a form of an account says what is wrong accessibly', async ({ page, alarms, see }) => {
  alarms.announceStatus(422);
  await page.goto('/account/sign-up');
  await page.locator('form.door-form').first().evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
    form.requestSubmit();
  });
  await expect(new CheckoutPage(page).problems.first()).toBeVisible();
  await see(page, 'a form with errors');
});

test('an account is accessible', reaches('/account', '/account/addresses', '/account/addresses/{id}', '/account/confirm/{token}'), async ({ page, see }) => {
  const shopper = someShopper();
  const account = new AccountPage(page);
  await account.signUp(shopper.email, PASSWORD, 'Ada');
  await expect(account.heading).toHaveText('Your orders');
  await see(page, 'an account without orders');
  await page.goto('/account/addresses/new');
  for (const [label, value] of Object.entries({
    'Full name': shopper.name,
    'Street and number': shopper.street,
    'Town or city': shopper.city,
    'Postal code': shopper.postalCode,
  })) {
    await account.field(label).fill(value);
  }
  await account.content.getByRole('combobox', { name: 'Country' }).selectOption({ label: shopper.country });
  await account.content.getByRole('button', { name: 'Keep this address' }).click();
  await expect(account.addresses).toContainText(shopper.street);
  await see(page, 'an address that was kept');
  await account.addresses.getByRole('link', { name: /^Change/ }).click();
  await see(page, 'an address to be changed');

  await buy(page, { slug: 'limpet-key-hook' }, shopper);
  for (const path of [...ACCOUNT, ...ACCOUNT.map((path) => `/ar${path}`)]) {
    await page.goto(path);
    await see(page, path);
  }
  const mailbox = new Mailbox(page);
  await mailbox.openMail(shopper.email, /^Is this your address/);
  await mailbox.content.getByRole('link', { name: '/account/confirm/' }).click();
  await see(page, 'the question whose address it is');
});

test('a lost password is replaced accessibly', reaches('/account/reset', '/account/reset/{token}'), async ({ page, neighbour, see }) => {
  const { email } = someShopper();
  await new AccountPage(neighbour).signUp(email, PASSWORD, 'Ada');
  await expect(new AccountPage(neighbour).heading).toHaveText('Your orders');
  const account = new AccountPage(page);
  await page.goto('/account/reset');
  await account.field('Email').fill(email);
  await account.content.getByRole('button', { name: 'Send me a link' }).click();
  await expect(account.content).toContainText('a link to choose a new password is on its way');
  await see(page, 'word that a link was sent');
  const mailbox = new Mailbox(page);
  await mailbox.openMail(email, /^A new password/);
  await mailbox.content.getByRole('link', { name: '/account/reset/' }).click();
  await expect(account.field('New password')).toBeVisible();
  await see(page, 'a new password');
});

test('a full wishlist is accessible', reaches('/wishlist'), async ({ page, see }) => {
  // One that can be bought and one that is sold out.
  for (const slug of ['limpet-key-hook', 'weather-watercolour-tin']) {
    await new ProductPage(page).open(slug);
    const saved = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Save to wishlist' }).click();
    await saved;
  }
  for (const path of ['/wishlist', '/ar/wishlist']) {
    await page.goto(path);
    await expect(page.locator('.wish-card')).toHaveCount(2);
    await see(page, `${path}, full`);
  }
});

test('writing to the shop is accessible', reaches('/contact/sent'), async ({ page, see }) => {
  await page.goto('/pages/contact');
  const form = page.getByRole('main');
  await form.getByLabel('Your name').fill('Ada');
  await form.getByLabel('Your e-mail address').fill(someShopper().email);
  await form.getByLabel('Your message').fill('Does the lantern float?');
  await form.getByRole('button', { name: 'Send message' }).click();
  await expect(form).toContainText('Your message is on its way to us.');
  await see(page, 'a message that was sent');
});

test('the newsletter is accessible', reaches('/newsletter/{token}', '/newsletter/{token}/leave', '/dev/mailbox/{id}'), async ({ page, see }) => {
  const { email } = someShopper();
  await page.goto('/');
  const footer = page.getByRole('contentinfo');
  await footer.getByLabel('News now and then, by mail').fill(email);
  await footer.getByRole('button', { name: 'Subscribe' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Please look at your mail');
  await see(page, 'word that a mail was sent');
  const mailbox = new Mailbox(page);
  await mailbox.openMail(email, /^Shall we send you the newsletter/);
  await see(page, 'a mail');
  await mailbox.content.getByRole('link', { name: '/newsletter/' }).click();
  await expect(heading).toHaveText('Our newsletter');
  const question = page.url();
  await see(page, 'the question whether to send it');
  await page.goto(`${question}/leave`);
  await see(page, 'the question whether to stop');
  await page.getByRole('button', { name: 'Yes, send it to me' }).click();
  await see(page, 'a welcome');
});

test('word that something is back is accessible', reaches('/back-in-stock/{token}'), async ({ page, staff, see }) => {
  const { email } = someShopper();
  const goods = await stockProduct(staff, 'Drifting lantern', 0);
  const product = new ProductPage(page);
  await product.open(goods.slug);
  await product.content.getByLabel('Tell me when it is back').fill(email);
  await product.content.getByRole('button', { name: 'Tell me' }).click();
  await expect(page.locator('#notify-me')).toContainText('We will write to you once');
  await see(page, 'a product that somebody waits for');
  await countStock(staff, goods.title, 2);
  const mailbox = new Mailbox(page);
  await mailbox.openMail(email, new RegExp(`${goods.title} is back`));
  await mailbox.content.getByRole('link', { name: '/back-in-stock/' }).click();
  await see(page, 'the question whether to forget it');
  await page.getByRole('button', { name: 'Do not write to me about it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is forgotten');
  await see(page, 'word that it is forgotten');
});

test("a bank's question is accessible", reaches('/sandbox/approve/{reference}', '/orders/{token}'), async ({ page, see }) => {
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await (await goToTill(page, someShopper(), 'Asks you to approve it')).pay.click();
  const [order, approval] = [new OrderPage(page), new ApprovalPage(page)];
  await order.approve.click();
  await expect(approval.approve).toBeVisible();
  await see(page, "the bank's question");
  await approval.decline.click();
  await order.becomes('This order was cancelled');
  await see(page, 'an order that was cancelled');
});

test('an order that waits for a bank is accessible', async ({ page, see }) => {
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await (await goToTill(page, someShopper(), 'Asks you to approve it')).pay.click();
  await expect(new OrderPage(page).approve).toBeVisible();
  await see(page, 'an order that waits for the bank');
});

test('a customer is accessible to staff', reaches('/admin/customers/{id}'), async ({ page, staff, see }) => {
  const { email } = someShopper();
  await new AccountPage(page).signUp(email, PASSWORD, 'Ada');
  await expect(new AccountPage(page).heading).toHaveText('Your orders');
  await staff.goto(`/admin/customers?q=${encodeURIComponent(email)}`);
  await staff.getByRole('main').getByRole('link', { name: email }).click();
  await expect(staff.getByRole('main')).toContainText(email);
  await see(staff, 'a customer');
});

test('what staff edit is accessible', reaches(
  '/admin/discounts/{id}',
  '/admin/pages/{id}',
  '/admin/drops/{id}',
  '/admin/products/{id}/translations/{locale}',
  '/admin/collections/{id}/translations/{locale}',
  '/admin/pages/{id}/translations/{locale}',
  '/admin/drops/{id}/translations/{locale}',
  '/admin/variants/{id}/prices',
), async ({ staff, see }) => {
  const content = staff.getByRole('main');
  const inArabic = async (what: string) => {
    await content.getByRole('link', { name: 'Arabic' }).first().click();
    await expect(content.getByRole('button', { name: 'Save translation' })).toBeVisible();
    await see(staff, `${what} in Arabic`);
  };
  const openFirst = async (list: string) => {
    await staff.goto(list);
    await content.getByRole('row').getByRole('link').first().click();
    await expect(staff).not.toHaveURL(list);
    await see(staff, `the first of ${list}`);
  };
  await openFirst('/admin/discounts');
  await openFirst('/admin/pages');
  await inArabic('a page');
  await openFirst('/admin/drops');
  await inArabic('a drop');
  await staff.goto('/admin/collections');
  await inArabic('a collection');

  const product = async () => new ProductList(staff).openProduct('Washboard dry bag');
  await product();
  await inArabic('a product');
  await product();
  await content.locator('details:not([open]) > summary').first().click();
  await content.getByRole('link', { name: 'Other currencies' }).first().click();
  await expect(content.getByRole('button', { name: 'Save prices' })).toBeVisible();
  await see(staff, "a variant's prices");
});

test('no page of the shop is left out', async () => {
  expect(ROUTES, 'the table is read').toEqual(expect.arrayContaining(['/', '/account', '/admin', '/admin/pages/{id}/translations/{locale}']));
  const addresses = [...SHOP, ...DOORS, ...ACCOUNT, ...RIGHT_TO_LEFT, ...ADMIN];
  const seen = [...reached, ...NO_PAGES, ...addresses.map((address) => routeOf(address, ROUTES))];
  expect(ROUTES.filter((route) => !seen.includes(route)), 'pages that no test looks at').toEqual([]);
  expect([...reached, ...NO_PAGES].filter((route) => !ROUTES.includes(route)), 'routes that are no more').toEqual([]);
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
    await page.goto('/products');
    await new Header(page).beginToSearch('brekwater');
    await expectAccessibleLayout(page, 'suggestions');
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
