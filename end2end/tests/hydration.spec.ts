import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { CartDrawer } from '../pages/cart-drawer';
import { CartPage } from '../pages/cart';
import { Header } from '../pages/header';
import { ProductPage } from '../pages/product';

const MUG = 'kittiwake-enamel-mug';

/** Holds the wasm back until the test lets it through; counts how often it is asked for. */
async function holdWasm(page: Page) {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const wasm = { asked: 0, release };
  await page.route('**/*.wasm', async (route) => {
    wasm.asked += 1;
    await held;
    await route.continue();
  });
  return wasm;
}

function countPosts(page: Page): string[] {
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  return posts;
}

test('what is pressed before the island is awake is done once, by the island', async ({ page }) => {
  const wasm = await holdWasm(page);
  const posts = countPosts(page);
  const product = new ProductPage(page);
  await product.open(MUG);
  await product.quantity.fill('2');
  await product.addToCart.click();
  await product.addToCart.click();
  await expect.poll(() => wasm.asked).toBe(1);
  expect(posts, 'nothing is sent yet').toEqual([]);
  wasm.release();
  await new Header(page).expectUnits(2);
  await expect(new CartDrawer(page).content).toBeVisible();
  expect(posts).toEqual(['/fn/add-to-cart']);
  expect(wasm.asked, 'fetched once').toBe(1);
});

test('a key pressed before the island is awake is not lost', { tag: '@once' }, async ({ page }) => {
  const wasm = await holdWasm(page);
  const posts = countPosts(page);
  const product = new ProductPage(page);
  await product.open(MUG);
  await product.quantity.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  wasm.release();
  await new Header(page).expectUnits(2);
  expect(posts).toEqual(['/fn/add-to-cart']);
});

test('an island that takes too long is not waited for: the form is sent', { tag: '@once' }, async ({ page }) => {
  await holdWasm(page);
  const posts = countPosts(page);
  const product = new ProductPage(page);
  await product.open(MUG);
  await product.addToCart.click();
  await expect(page).toHaveURL(/\/cart$/);
  await new Header(page).expectUnits(1);
  expect(posts).toEqual(['/cart/lines']);
  await expect(new CartPage(page).quantity('Kittiwake enamel mug')).toHaveValue('1');
});

test('a page without islands asks for no wasm', { tag: '@once' }, async ({ page }) => {
  const wasm = await holdWasm(page);
  for (const path of ['/', '/products', '/cart']) {
    await page.goto(path);
    await page.mouse.click(200, 400);
  }
  await page.waitForTimeout(500);
  expect(wasm.asked).toBe(0);
});
