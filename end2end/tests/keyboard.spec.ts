import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { Header } from '../pages/header';
import { ListingPage } from '../pages/listing';
import { ProductPage } from '../pages/product';

const MOST_TABS = 80;

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `reached with ${MOST_TABS} tabs`).toBeFocused();
}

test('the first stop leads past the header to the content', { tag: '@once' }, async ({ page, staff }) => {
  await page.goto('/');
  await staff.goto('/admin');
  for (const window of [page, staff]) {
    const skip = window.getByRole('link', { name: 'Skip to content' });
    await window.keyboard.press('Tab');
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await window.keyboard.press('Enter');
    await expect(window.getByRole('main')).toBeFocused();
  }
});

test('from a list to a full cart without a mouse', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  await page.goto('/collections/carry');
  await tabTo(page, new ListingPage(page).product('Dunlin pouches, set of three'));
  await page.keyboard.press('Enter');
  await expect(product.heading).toHaveText('Dunlin pouches, set of three');
  await product.hydrated();

  await tabTo(page, product.variant('Oat'));
  await page.keyboard.press('ArrowRight');
  await expect(product.variant('Sea glass')).toBeChecked();
  await tabTo(page, product.quantity);
  await page.keyboard.press('ArrowUp');
  await expect(product.quantity).toHaveValue('2');
  await tabTo(page, product.addToCart);
  await page.keyboard.press('Enter');
  await expect(product.answer).toContainText('is in your cart.');
  await expect(product.addToCart, 'the focus stays where it was').toBeFocused();
  await new Header(page).expectUnits(2);
  await tabTo(page, product.answer.getByRole('link', { name: 'View cart' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/cart$/);
});
