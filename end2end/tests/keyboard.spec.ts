import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { CartDrawer } from '../pages/cart-drawer';
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

  await tabTo(page, product.value('Sea glass'));
  await page.keyboard.press('Enter');
  await expect(product.value('Sea glass')).toHaveAttribute('aria-current', 'true');
  await expect(product.value('Sea glass'), 'the focus stays where it was').toBeFocused();
  await expect(page).toHaveURL(/\?variant=[0-9a-f-]{36}$/);
  await tabTo(page, product.quantity);
  await page.keyboard.press('ArrowUp');
  await expect(product.quantity).toHaveValue('2');
  await tabTo(page, product.addToCart);
  await page.keyboard.press('Enter');
  await expect(product.answer).toContainText('is in your cart.');
  await new Header(page).expectUnits(2);
  const drawer = new CartDrawer(page);
  await expect(drawer.line('Dunlin pouches, set of three')).toContainText('Sea glass');
  await tabTo(page, drawer.quantity('Dunlin pouches, set of three'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await new Header(page).expectUnits(3);
  await expect(drawer.quantity('Dunlin pouches, set of three'), 'the field that was used').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer.content).toBeHidden();
  await expect(product.addToCart, 'the focus is given back').toBeFocused();
  await tabTo(page, product.answer.getByRole('link', { name: 'View cart' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/cart$/);
});
