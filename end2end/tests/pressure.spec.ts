import { putIntoCart } from '../journeys/buy';
import { expect, test as base } from '../fixtures/test';
import { expectAccessible } from '../pages/accessible';
import { expectSoundPage } from '../pages/any-page';
import { openOwn } from '../shop/open';

/** Under so much pressure pages are light: all tests that share a shop would see it. */
const LIGHT = 'Hold at 3: ';

const test = base.extend({
  shop: [
    async ({}, use) => {
      const { shop, close } = await openOwn('pressure');
      await use(shop);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('light pages say so, and are sound and accessible', { tag: '@once' }, async ({ page, staff }) => {
  test.setTimeout(180_000);
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await staff.goto('/admin/flags');
  const level = staff.getByLabel('Level', { exact: true });
  const option = await level.locator('option').filter({ hasText: LIGHT }).innerText();
  await level.selectOption({ label: option });
  await staff.getByRole('button', { name: 'Save level' }).click();
  await expect(staff.getByRole('status')).toContainText('The level is held at 3.');
  await expectAccessible(staff, 'the admin of a light shop');

  for (const path of ['/', '/collections/carry', '/products/skerry-waxed-tote', '/search?q=lantern', '/cart', '/checkout', '/ar/products/skerry-waxed-tote']) {
    const answer = await page.goto(path);
    expect.soft(answer?.status(), path).toBe(200);
    await expect.soft(page.locator('html'), path).toHaveAttribute('data-light');
    await expectSoundPage(page, answer);
    await expectAccessible(page, `${path}, light`);
  }
  await page.goto('/products/skerry-waxed-tote');
  await expect(page.getByText('we have put the extras away')).toBeVisible();
});
