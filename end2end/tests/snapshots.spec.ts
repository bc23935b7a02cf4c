import type { Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base } from '../fixtures/test';
import { putIntoCart } from '../journeys/buy';
import { CartDrawer } from '../pages/cart-drawer';
import { CheckoutPage } from '../pages/checkout';
import { ProductPage } from '../pages/product';
import { openOwn } from '../shop/open';

// How pages are laid out, held against pictures. Words, photographs and moments are drawn alike everywhere (`plain.css`), so that a
// picture taken on one machine holds on another that has other fonts.

const SNAPSHOTS = path.join(__dirname, '../snapshots');
const read = (file: string) => readFileSync(path.join(SNAPSHOTS, file)).toString('base64');
/** Bricolage Grotesque with all of its kerning, under the licence of the shop's own (public/fonts/OFL.txt). */
const FACE = read('plain.woff2');
/** The letters of Noto Sans Arabic, under the licence beside them. */
const ARABIC_FACE = read('plain-arabic.woff2');
const ARABIC = 'U+0600-06FF, U+200C-200E';
/** What may differ: the smoothing of letters and curves, a thousandth; a button that is 10 px off is more. */
const SMOOTHING = 0.001;

/** A shop in which nobody else buys: its shelves are always the same. */
const test = base.extend({
  shop: [
    async ({}, use) => {
      const { shop, close } = await openOwn('snapshots');
      await use(shop);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.describe.configure({ mode: 'default' });
// The shop's policy lets no style in that is not its own.
test.use({ bypassCSP: true });

/** Pictures are of one kind of machine each; where there are none of this kind, `npm run snapshots` takes them. */
test.beforeEach(({}, { config }) => {
  const known = existsSync(path.join(SNAPSHOTS, process.platform));
  test.skip(!known && config.updateSnapshots === 'missing', `no pictures of ${process.platform} yet`);
});

/** Draws what differs between machines and days alike, with one face for all words of a script. */
async function makePlain(page: Page): Promise<void> {
  await page.addStyleTag({ path: path.join(SNAPSHOTS, 'plain.css') });
  const faces = [
    { face: FACE, unicodeRange: 'U+0-10FFFF' },
    { face: ARABIC_FACE, unicodeRange: ARABIC },
  ];
  await page.evaluate(async (faces) => {
    for (const { face, unicodeRange } of faces) {
      const url = `url(data:font/woff2;base64,${face})`;
      document.fonts.add(await new FontFace('Plain', url, { weight: '1 1000', unicodeRange }).load());
    }
  }, faces);
}

/** What is dark is laid out as what is light, so a few pages of both are enough. */
const ALSO_DARK = ['home', 'product'];

/** The whole page looks as it did, or as much of it as the window shows where `fullPage` is false. */
async function expectLook(page: Page, name: string, fullPage = true): Promise<void> {
  await page.waitForLoadState('networkidle');
  await makePlain(page);
  const schemes = ALSO_DARK.includes(name) ? (['light', 'dark'] as const) : (['light'] as const);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.soft(page).toHaveScreenshot(`${name}-${colorScheme}.png`, { fullPage, maxDiffPixelRatio: SMOOTHING });
  }
}

const PAGES = {
  home: '/',
  list: '/collections/carry',
  product: '/products/skerry-waxed-tote',
  'sold-out': '/products/weather-watercolour-tin',
  'right-to-left': '/ar/products/skerry-waxed-tote',
  'nothing-found': '/search?q=qzxwv',
  'empty-wishlist': '/wishlist',
};

for (const [name, address] of Object.entries(PAGES)) {
  test(`${address} looks as it did`, async ({ page }) => {
    await page.goto(address);
    await expectLook(page, name);
  });
}

test('a cart looks as it did', async ({ page }) => {
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat', quantity: 2 });
  await expectLook(page, 'cart');
});

test('the till looks as it did', async ({ page }) => {
  await putIntoCart(page, { slug: 'dunlin-pouches', variant: 'Oat', quantity: 2 });
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await expect(checkout.timer).toBeVisible();
  await expectLook(page, 'checkout');
});

test('the drawer looks as it did', async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('dunlin-pouches');
  await product.hydrated();
  await product.addToCart.click();
  await expect(new CartDrawer(page).checkOut).toBeVisible();
  // What was clicked may lie under the drawer.
  await page.mouse.move(0, 0);
  // It fills the window, however high the page behind it is.
  await expectLook(page, 'drawer', false);
});

test('a page that is not there looks as it did', async ({ page, alarms }) => {
  alarms.announceStatus(404);
  await page.goto('/nowhere');
  await expectLook(page, 'missing');
});
