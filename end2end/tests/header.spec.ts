import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { putIntoCart } from '../journeys/buy';
import { Header } from '../pages/header';
import { jumped } from '../pages/steady';

/** Pixels that a thumb needs. */
const THUMB = 44;

async function expectRoomForThumbs(page: Page): Promise<void> {
  await page.goto('/');
  const header = new Header(page);
  for (const part of [...header.ways, header.searchForm]) {
    const { x, width, height } = (await part.boundingBox())!;
    expect.soft(Math.min(width, height), `${part}`).toBeGreaterThanOrEqual(THUMB);
    expect.soft(x + width, `${part} ends in the window`).toBeLessThanOrEqual(page.viewportSize()!.width);
  }
  const search = await header.search.boundingBox();
  expect(search!.width, 'the search is as wide as the window').toBeGreaterThan(page.viewportSize()!.width * 0.7);
}

test.describe('on a phone', { tag: '@phone' }, () => {
  test('a thumb finds everything in the header', async ({ page }) => {
    await expectRoomForThumbs(page);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('a thumb finds everything in the header, and the search is a form', async ({ page }) => {
      await expectRoomForThumbs(page);
      await new Header(page).searchFor('storm lantern');
      await expect(page).toHaveURL(/\/search\?q=storm\+lantern$/);
    });
  });
});

for (const path of ['/', '/ar/']) {
  test(`whoever goes through the header of ${path} by keys meets its parts as they are drawn`, async ({ page }) => {
    await page.goto(path);
    const stops = await new Header(page).tour();
    expect(stops.map(({ part }) => part).sort()).toEqual(['account', 'cart', 'name', 'nav', 'search', 'wishlist'].map((part) => `header-${part}`));
    // Parts whose middles are as high as each other stand in one row.
    const isOneRow = (one: { down: number }, other: { down: number }) => Math.abs(one.down - other.down) < THUMB / 2;
    const drawn = [...stops].sort((one, other) => (isOneRow(one, other) ? one.along - other.along : one.down - other.down));
    expect(stops.map(({ part }) => part)).toEqual(drawn.map(({ part }) => part));
  });
}

test('nothing moves when the header learns what is in the cart', async ({ page }) => {
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await page.goto('/');
  await new Header(page).expectUnits(1);
  expect(await jumped(page)).toBeLessThan(0.001);
});
