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

/** One island in another, far down a page that is not the shop's; only what brings them to life is. */
const NEST = `<!doctype html><html lang="en"><title>Nest</title><link rel="icon" href="data:,">
  <main><div style="height: 3000px"></div>
    <div data-hydrate="visible">
      <leptos-island data-component="Outer"><leptos-children>
        <leptos-island data-component="Inner"><button>Press</button> <a href="#there">Go</a></leptos-island>
      </leptos-children></leptos-island>
    </div>
  </main>
  <script>window.order = [];</script>
  <script defer src="/islands.js" data-js="/nest.js" data-wasm="/nest.wasm"></script></html>`;

/** In place of the shop's wasm: tells what becomes of each island. */
const NEST_SCRIPT = `
  export default async () => window.order.push('loaded');
  export const hydrate = () => {};
  export const Outer = (island) => {
    window.order.push('Outer');
    island.querySelector('leptos-children').$$on_hydrate = () => window.order.push('Outer is current');
  };
  export const Inner = (island) => {
    window.order.push('Inner');
    island.querySelector('button').addEventListener('click', () => window.order.push('pressed'));
    island.querySelector('a').addEventListener('click', () => window.order.push('followed'));
  };`;

const AWAKE = ['loaded', 'Outer', 'Outer is current', 'Inner'];

/** Opens the page of nested islands. Its script is held back until it is let through. */
async function openNest(page: Page) {
  const script = { release: () => {} };
  const held = new Promise<void>((resolve) => (script.release = resolve));
  await page.route('**/nest', (route) => route.fulfill({ contentType: 'text/html', body: NEST }));
  await page.route('**/nest.wasm', (route) => route.fulfill({ contentType: 'application/wasm', body: '' }));
  await page.route('**/nest.js', async (route) => {
    await held;
    await route.fulfill({ contentType: 'text/javascript', body: NEST_SCRIPT });
  });
  await page.goto('/nest');
  return script;
}

function order(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { order: string[] }).order);
}

test('an island that is wanted when seen sleeps until then, and wakes after the one around it', async ({ page }) => {
  (await openNest(page)).release();
  await page.waitForTimeout(500);
  expect(await order(page)).toEqual([]);
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await expect.poll(() => order(page)).toEqual(AWAKE);
});

test('what is pressed in an inner island is done once, when both are awake', { tag: '@once' }, async ({ page }) => {
  const script = await openNest(page);
  const button = page.getByRole('button', { name: 'Press' });
  await button.click();
  await button.click();
  expect(await order(page)).toEqual([]);
  script.release();
  await expect.poll(() => order(page)).toEqual([...AWAKE, 'pressed']);
  await button.click();
  expect(await order(page), 'and from then on at once').toEqual([...AWAKE, 'pressed', 'pressed']);
});

test('a link of a sleeping island opens in a tab of its own for whoever asks for one', { tag: '@once' }, async ({ page, context, alarms }) => {
  const script = await openNest(page);
  // The tab asks the shop itself, which has no such page.
  alarms.announceStatus(404);
  const tab = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Go' }).click({ modifiers: ['ControlOrMeta'] });
  await expect(await tab).toHaveURL(/#there$/);
  await (await tab).waitForLoadState();
  script.release();
  await expect.poll(() => order(page)).toEqual(AWAKE);
  await expect(page, 'and the page stays').toHaveURL(/\/nest$/);
});
