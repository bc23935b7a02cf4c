import type { Route } from '@playwright/test';
import { countStock, stockProduct } from '../journeys/stock';
import { repriceOnlyVariant } from '../journeys/reprice';
import { expect, test } from '../fixtures/test';
import { CartDrawer } from '../pages/cart-drawer';
import { CartPage } from '../pages/cart';
import { Header } from '../pages/header';
import { ProductPage } from '../pages/product';
import { jumped } from '../pages/steady';

const PACK = 'gannet-roll-top-pack';

test('options are chosen one by one; price, stock, picture and address follow', async ({ page }) => {
  const product = new ProductPage(page);
  await product.open(PACK);
  let navigations = 0;
  page.on('request', (request) => (navigations += Number(request.isNavigationRequest())));
  const picture = product.content.locator('.gallery img').first();
  const before = await picture.getAttribute('src');
  await product.choose('Slate / 30 l');
  await expect(page).toHaveURL(/\?variant=/);
  await expect(picture).not.toHaveAttribute('src', before!);
  expect(navigations, 'the page stays').toBe(0);
  const chosen = await product.content.locator('.buy input[name=variant_id]').inputValue();
  expect(page.url()).toContain(chosen);
  const price = await product.content.locator('.product-price').innerText();

  await page.reload();
  await expect(product.value('Slate')).toHaveAttribute('aria-current', 'true');
  await expect(product.content.locator('.product-price')).toHaveText(price);
  await product.hydrated();
  await product.addToCart.click();
  await expect(new CartDrawer(page).line('Gannet roll-top pack')).toContainText('Slate / 30 l');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a variant is chosen by links and bought by the form', async ({ page }) => {
    const product = new ProductPage(page);
    await product.open(PACK);
    await product.choose('Slate / 30 l');
    await expect(page).toHaveURL(/\?variant=.*#choose$/);
    expect(await product.content.locator('.gallery img').count(), 'all pictures are there').toBeGreaterThan(1);
    await product.addToCart.click();
    await expect(new CartPage(page).line('Gannet roll-top pack')).toContainText('Slate / 30 l');
  });
});

test('the button is in reach wherever the page is', async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('skerry-waxed-tote');
  await expect(product.addToCart).toBeInViewport({ ratio: 1 });
  await product.content.locator('.product-story').scrollIntoViewIfNeeded();
  await expect(product.addToCart).toBeInViewport({ ratio: 1 });
});

test('pictures are seen in full view, by keys alone', { tag: '@once' }, async ({ page }) => {
  await page.goto('/products/skerry-waxed-tote');
  const open = new ProductPage(page).fullView;
  await open.focus();
  await page.keyboard.press('Enter');
  const zoom = page.getByRole('dialog', { name: 'Pictures in full view' });
  await expect(zoom).toBeVisible();
  const second = zoom.locator('img').nth(1);
  await page.keyboard.press('ArrowRight');
  await expect(second).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Escape');
  await expect(zoom).toBeHidden();
  await expect(open, 'the focus is given back').toBeFocused();

  const thumb = page.getByRole('link', { name: 'Picture 2 of' });
  await thumb.click();
  await expect(thumb).toHaveAttribute('aria-current', 'true');
});

/** One of the pictures has all of the button on it. */
async function liesOnOne(product: ProductPage): Promise<boolean> {
  const button = (await product.fullView.boundingBox())!;
  const boxes = await Promise.all((await product.gallery.locator('.picture').all()).map((picture) => picture.boundingBox()));
  const has = (outer: { x: number; y: number; width: number; height: number } | null) =>
    outer !== null &&
    outer.x <= button.x &&
    outer.y <= button.y &&
    button.x + button.width <= outer.x + outer.width &&
    button.y + button.height <= outer.y + outer.height;
  return boxes.some(has);
}

test('the way to the full view lies on a picture, whichever is in view', async ({ page }) => {
  const product = new ProductPage(page);
  for (const path of ['/products/skerry-waxed-tote', '/ar/products/skerry-waxed-tote']) {
    await page.goto(path);
    await expect(product.fullView).toBeVisible();
    for (const share of [0, 0.4, 1]) {
      const push = (strip: HTMLElement, part: number) => {
        const onward = document.documentElement.dir === 'rtl' ? -1 : 1;
        strip.scrollTo({ left: onward * part * (strip.scrollWidth - strip.clientWidth), behavior: 'instant' });
      };
      await product.gallery.evaluate(push, share);
      await expect.poll(() => liesOnOne(product), { message: `${path}, pushed by ${share}` }).toBe(true);
    }
  }
});

test('what was chosen before can be chosen again at once', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('skerry-waxed-tote');
  for (const colour of ['Harbour', 'Kelp', 'Harbour', 'Kelp']) await product.choose(colour);
  await expect(product.addToCart).toBeVisible();
  await expect(product.content.locator('.picker .option')).not.toHaveCount(0);
});

test('the drawer says what changed, mends what can be, and leads to the till', async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Drawer lamp', 4, '20.00');
  const product = new ProductPage(page);
  const drawer = new CartDrawer(page);
  await product.open(goods.slug);
  await product.hydrated();
  await product.addToCart.click();
  await expect(drawer.line(goods.title)).toContainText('$20.00');
  await expect(drawer.content.getByRole('button', { name: 'Close' })).toBeFocused();

  await countStock(staff, goods.title, 2);
  await repriceOnlyVariant(staff, goods.title, '22.00');
  await drawer.setQuantity(goods.title, 4);
  await expect(drawer.problems).toHaveText(`You can have only 2 of ${goods.title} now, so we set it to 2.`);
  await expect(drawer.said).toContainText('so we set it to 2');
  await expect(drawer.quantity(goods.title)).toHaveValue('2');
  await expect(drawer.line(goods.title)).toContainText('The price rose from $20.00 since you added it.');
  await new Header(page).expectUnits(2);

  await page.keyboard.press('Escape');
  await expect(drawer.content).toBeHidden();
  await expect(product.addToCart).toBeFocused();
  await countStock(staff, goods.title, 3);
  await product.addToCart.click();
  await expect(drawer.quantity(goods.title)).toHaveValue('3');
  await expect(drawer.checkOut).toBeVisible();
  await drawer.line(goods.title).getByRole('button', { name: `Remove ${goods.title}` }).click();
  await expect(drawer.content).toContainText('Your cart is empty.');
  await expect(drawer.content.getByRole('button', { name: 'Close' })).toBeFocused();
});

test('whoever closes the drawer before it has filled sees no more of it', async ({ page }) => {
  const [product, drawer] = [new ProductPage(page), new CartDrawer(page)];
  const asked: Route[] = [];
  await page.route('**/cart/drawer', (route) => void asked.push(route));
  const asks = (times: number) => expect.poll(() => asked.length, { message: 'the drawer has asked the shop' }).toBe(times);
  await product.open('limpet-key-hook');
  await product.hydrated();
  await product.addToCart.click();
  await asks(1);
  await page.keyboard.press('Escape');
  await expect(drawer.content).toBeHidden();
  await asked[0]!.continue();
  await expect(page.locator('dialog.drawer .drawer-cart'), 'the answer is in it').toHaveCount(1);
  await expect(drawer.content).toBeHidden();
  await new Header(page).expectUnits(1);

  await product.addToCart.click();
  await asks(2);
  await asked[1]!.continue();
  await drawer.setQuantity('Limpet key hook', 4);
  await asks(3);
  await drawer.close();
  await asked[2]!.continue();
  await new Header(page).expectUnits(4);
  await expect(drawer.content).toBeHidden();
  await expect(product.addToCart).toBeFocused();
});

test('when the drawer cannot reach the shop, the cart’s page does it', { tag: '@once' }, async ({ page, alarms }) => {
  const product = new ProductPage(page);
  const drawer = new CartDrawer(page);
  await product.open('limpet-key-hook');
  await product.hydrated();
  await product.addToCart.click();
  await expect(drawer.line('Limpet key hook')).toBeVisible();
  await page.route('**/cart/drawer', (route) => route.abort());
  alarms.announce(/net::ERR_FAILED/);
  await drawer.setQuantity('Limpet key hook', 2);
  await expect(page).toHaveURL(/\/cart$/);
  await new Header(page).expectUnits(2);
});

test('nothing jumps while a product’s page fills', async ({ page }) => {
  for (const slug of ['limpet-key-hook', 'skerry-waxed-tote', PACK]) await page.goto(`/products/${slug}`);
  await page.route('**/extras/recent*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await page.goto('/products/kittiwake-enamel-mug');
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await expect(page.getByRole('heading', { name: 'You looked at' })).toBeVisible();
  expect(await jumped(page)).toBeLessThan(0.001);
});
