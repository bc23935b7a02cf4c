import type { Page } from '@playwright/test';
import { goToTill, putIntoCart } from '../journeys/buy';
import { repriceOnlyVariant } from '../journeys/reprice';
import { stockProduct } from '../journeys/stock';
import { expect, test as base } from '../fixtures/test';
import { AccountPage } from '../pages/account';
import { expectSoundLayout } from '../pages/any-page';
import { CartPage } from '../pages/cart';
import { CartDrawer } from '../pages/cart-drawer';
import { OfflinePage } from '../pages/offline';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';
import { Connection } from '../shop/connection';
import type { OpenShop } from '../shop/environment';
import { openOwn } from '../shop/open';

const test = base.extend<{ connection: Connection; visitor: Page; workerless: OpenShop }>({
  connection: async ({ shop }, use) => {
    const connection = await Connection.to(shop.url);
    await use(connection);
    await connection.close();
  },

  // Someone whose way to the shop can be cut, with a worker. Staff and all others have their own.
  visitor: async ({ browser, connection, alarms, viewport, isMobile, hasTouch, deviceScaleFactor }, use) => {
    const screen = { viewport, isMobile, hasTouch, deviceScaleFactor };
    const context = await browser.newContext({ ...screen, baseURL: connection.url, serviceWorkers: 'allow' });
    await alarms.watch(context);
    // What is asked for while there is no connection.
    alarms.announce(/net::ERR_/);
    await use(await context.newPage());
    await context.close();
  },

  // A shop that wants no worker.
  workerless: [
    async ({}, use) => {
      const { shop, close } = await openOwn('workerless', '[server]\nservice_worker = false\n');
      await use(shop);
      await close();
    },
    { timeout: 120_000 },
  ],
});

/** Opens a page, with a worker that keeps what is seen from then on. */
async function begin(visitor: Page, path = '/'): Promise<void> {
  await visitor.goto(path);
  await new OfflinePage(visitor).controlled();
}

/** The page of `slug` has been seen, and kept. */
async function see(visitor: Page, slug: string): Promise<void> {
  await new ProductPage(visitor).open(slug);
  await isKept(visitor, `/products/${slug}`);
}

async function isKept(visitor: Page, path: string): Promise<void> {
  await expect.poll(() => new OfflinePage(visitor).kept(), { message: `${path} is kept` }).toContain(path);
}

test('a product that was seen is there without a connection, and its price is none to buy at', async ({ visitor, connection, staff }) => {
  const goods = await stockProduct(staff, 'Offline kettle', 5, '20.00');
  const [product, offline] = [new ProductPage(visitor), new OfflinePage(visitor)];
  await begin(visitor);
  await see(visitor, goods.slug);
  await expect(offline.banner, 'live').toHaveCount(0);
  await expect(product.addToCart).toBeEnabled();

  connection.cut();
  await visitor.reload();
  await expect(product.heading).toHaveText(goods.title);
  await expect(offline.banner).toContainText(/You are offline\. This is what the page looked like at \d\d:\d\d; prices and stock may have changed\./);
  await expect(product.content.locator('.product-price')).toHaveText(/^At \d\d:\d\d:\s*\$20\.00$/);
  await expect(product.addToCart).toBeDisabled();
  await expectSoundLayout(visitor);

  await repriceOnlyVariant(staff, goods.title, '25.00');
  connection.mend();
  await visitor.evaluate(() => dispatchEvent(new Event('online')));
  await expect(product.content.locator('.product-price'), 'the page as it is comes by itself').toHaveText('$25.00');
  await expect(offline.banner).toHaveCount(0);
  await expect(product.addToCart).toBeEnabled();

  await isKept(visitor, `/products/${goods.slug}`);
  connection.cut();
  await visitor.reload();
  await expect(product.content.locator('.product-price'), 'and takes the place of what was kept').toContainText('$25.00');
});

test('the page that was there before the worker is kept too', { tag: '@once' }, async ({ visitor, connection }) => {
  await begin(visitor, '/products/limpet-key-hook');
  await isKept(visitor, '/products/limpet-key-hook');
  connection.cut();
  await visitor.reload();
  await expect(new OfflinePage(visitor).banner).toBeVisible();
});

test('the cart is there as it was seen, and leads to no till', async ({ visitor, connection }) => {
  const [cart, offline] = [new CartPage(visitor), new OfflinePage(visitor)];
  await begin(visitor);
  await putIntoCart(visitor, { slug: 'limpet-key-hook', quantity: 2 });
  await isKept(visitor, '/cart');
  connection.cut();
  await cart.open();
  await expect(offline.banner).toContainText('You are offline.');
  await expect(cart.quantity('Limpet key hook')).toHaveValue('2');
  await expect(cart.quantity('Limpet key hook')).toBeDisabled();
  await expect(cart.checkOut).toHaveAttribute('aria-disabled', 'true');
  await expect(cart.content.locator('.cart-line-each')).toHaveText(/^At \d\d:\d\d:\s*\$[\d.]+ each$/);
  await expect(cart.content.locator('.cart-line-total')).toHaveText(/^At \d\d:\d\d:\s*\$/);
  await expectSoundLayout(visitor);
});

test('what a code took off is of then, too', { tag: '@once' }, async ({ visitor, connection }) => {
  const [cart, offline] = [new CartPage(visitor), new OfflinePage(visitor)];
  await begin(visitor);
  await putIntoCart(visitor, { slug: 'kittiwake-enamel-mug' });
  await (await goToTill(visitor, someShopper())).applyCode('WELCOME10');
  await cart.open();
  await expect.poll(() => offline.keptText('/cart'), { message: 'the cart is kept with its code' }).toContain('WELCOME10');
  connection.cut();
  await cart.open();
  await expect(offline.banner).toContainText('You are offline.');
  await expect(cart.content.locator('.cart-discount span').nth(1)).toHaveText(/^At \d\d:\d\d:\s*−\$/);
});

test('what is put into the cart is kept without the cart being opened', { tag: '@once' }, async ({ visitor, connection }) => {
  await begin(visitor, '/products/limpet-key-hook');
  await new ProductPage(visitor).addToCart.click();
  await expect(new CartDrawer(visitor).content).toBeVisible();
  await isKept(visitor, '/cart');
  connection.cut();
  const cart = new CartPage(visitor);
  await cart.open();
  await expect(cart.line('Limpet key hook')).toBeVisible();
});

test('a page nobody has seen says what was', async ({ visitor, connection }) => {
  const offline = new OfflinePage(visitor);
  await begin(visitor);
  await see(visitor, 'kittiwake-enamel-mug');
  await putIntoCart(visitor, { slug: 'limpet-key-hook', quantity: 3 });
  await isKept(visitor, '/cart');
  connection.cut();
  for (const path of ['/products/skerry-waxed-tote', '/checkout', '/search?q=mug', '/account']) {
    await visitor.goto(path);
    await expect(offline.heading, path).toBeVisible();
    await expect(offline.cart, path).toContainText('3 × Limpet key hook');
    await expect(offline.products.getByRole('link'), path).toHaveText(['Limpet key hook', 'Kittiwake enamel mug']);
    await expect(offline.products, path).toContainText(/At \d\d:\d\d: \$/);
  }
  await expectSoundLayout(visitor);
  await offline.products.getByRole('link', { name: 'Kittiwake enamel mug' }).click();
  await expect(offline.banner).toBeVisible();
  connection.mend();
  await offline.banner.getByRole('link', { name: 'Try again' }).click();
  await expect(offline.banner).toHaveCount(0);
});

/** What is said without a connection where the shop speaks another language. */
const ELSEWHERE = [
  { prefix: '/de', language: 'German', dir: 'ltr', title: 'Sie sind offline', banner: 'Sie sind offline. So sah die Seite aus', price: /^Stand \S*\d\d:\d\d/ },
  { prefix: '/ar', language: 'Arabic', dir: 'rtl', title: 'لا يوجد اتصال', banner: 'لا يوجد اتصال. هكذا كانت الصفحة', price: /^في \S*\d\d:\d\d/ },
];

for (const { prefix, language, dir, title, banner, price } of ELSEWHERE) {
  test(`whoever reads ${language} is told in ${language} that there is no connection, and what was seen`, async ({ visitor, connection }) => {
    const offline = new OfflinePage(visitor);
    const heading = visitor.getByRole('heading', { level: 1 });
    await begin(visitor, `${prefix}/`);
    await expect.poll(() => offline.heldFiles(), { message: 'the first page is enough to know the language' }).toContain(`${prefix}/offline`);
    connection.cut();
    await visitor.goto(`${prefix}/checkout`);
    await expect(heading).toHaveText(title);
    await expect(visitor.locator('html')).toHaveAttribute('lang', prefix.slice(1));
    await expect(visitor.locator('html')).toHaveAttribute('dir', dir);

    connection.mend();
    await visitor.goto(`${prefix}/products/limpet-key-hook`);
    await isKept(visitor, `${prefix}/products/limpet-key-hook`);
    const name = await heading.innerText();
    connection.cut();
    await visitor.reload();
    await expect(heading).toHaveText(name);
    await expect(offline.banner).toContainText(banner);
    await expect(visitor.locator('.product-price')).toHaveText(price);
    await expect(visitor.locator('.buy button[type=submit]')).toBeDisabled();
    await expectSoundLayout(visitor);

    await visitor.goto(`${prefix}/account`);
    await expect(heading).toHaveText(title);
    await expect(offline.products.getByRole('link')).toHaveText([name]);
    await expectSoundLayout(visitor);
    await offline.products.getByRole('link').click();
    await expect(offline.banner).toContainText(banner);
    await expect(visitor).toHaveURL(new RegExp(`${prefix}/products/limpet-key-hook$`));
  });
}

test('nothing of a till, an order or an account is kept, and the cart goes with its owner', { tag: '@once' }, async ({ visitor }) => {
  const offline = new OfflinePage(visitor);
  const [shopper, password] = [someShopper(), 'correct horse battery'];
  await begin(visitor);
  await new AccountPage(visitor).signUp(shopper.email, password, 'Ada');
  await expect(new AccountPage(visitor).heading).toHaveText('Your orders');
  await putIntoCart(visitor, { slug: 'limpet-key-hook' });
  await isKept(visitor, '/cart');
  await (await goToTill(visitor, shopper)).pay.click();
  await expect(new OrderPage(visitor).heading).toHaveText('Thank you, it is yours');
  await expect.poll(() => offline.kept(), { message: 'what was in it is bought' }).toEqual(['/products/limpet-key-hook']);
  for (const path of ['/account/details', '/account/addresses', '/wishlist', '/search?q=mug', '/drops/lantern-no-7']) await visitor.goto(path);
  await visitor.goto('/cart');
  await isKept(visitor, '/cart');
  expect((await offline.kept()).sort()).toEqual(['/cart', '/products/limpet-key-hook']);

  await new AccountPage(visitor).open();
  await new AccountPage(visitor).signOut.click();
  await expect.poll(() => offline.kept(), { message: 'the cart was theirs' }).toEqual(['/products/limpet-key-hook']);
});

test('twenty products are kept, those seen last', { tag: '@once' }, async ({ visitor }) => {
  const offline = new OfflinePage(visitor);
  await begin(visitor);
  const links = async (page: number) => {
    await visitor.goto(`/products?page=${page}`);
    return visitor.locator('.product-card-title a').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  };
  const paths = [...new Set([...(await links(1)), ...(await links(2))])].slice(0, 22);
  expect(paths).toHaveLength(22);
  for (const path of paths) {
    await visitor.goto(path);
    await isKept(visitor, path);
  }
  await expect.poll(() => offline.kept()).toEqual(paths.slice(2));
});

test('another build’s worker takes over, and what was seen looks as it did', { tag: '@once' }, async ({ visitor, connection }) => {
  const offline = new OfflinePage(visitor);
  await begin(visitor, '/de/');
  await see(visitor, 'limpet-key-hook');
  await expect.poll(() => offline.heldFiles()).toContain('/de/offline');
  const before = (await offline.caches()).filter((name) => name.startsWith('floodgate-files-'));
  expect(before).toHaveLength(1);

  connection.build = 'another';
  await visitor.goto('/products');
  await visitor.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const files = async () => (await offline.caches()).filter((name) => name.startsWith('floodgate-files-'));
  await expect.poll(files).toEqual(['floodgate-files-another']);
  await offline.controlled();
  // The browser's own cache would hide that it is missing.
  const held = await offline.held('floodgate-files-another');
  expect(held.filter((path) => path.endsWith('.css')), 'the stylesheet of what was seen').toHaveLength(1);
  expect(held, 'and the language somebody reads').toContain('/de/offline');

  connection.cut();
  await visitor.goto('/products/limpet-key-hook');
  await expect(offline.banner).toBeVisible();
  await expect(visitor.locator('.still-banner .notice'), 'with its stylesheet').toHaveCSS('display', 'flex');
});

test('where the shop wants no worker, it goes and takes all with it', { tag: '@once' }, async ({ workerless, visitor, connection }) => {
  const offline = new OfflinePage(visitor);
  await begin(visitor);
  await see(visitor, 'limpet-key-hook');
  connection.shop = workerless.url;
  await visitor.goto('/');
  await visitor.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(() => visitor.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect.poll(() => offline.caches()).toEqual([]);
  await visitor.goto('/products/limpet-key-hook');
  await expect(visitor.locator('script[data-worker]'), 'and none comes again').toHaveCount(0);
});
