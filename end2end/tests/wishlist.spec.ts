import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { AccountPage } from '../pages/account';
import { expectSoundPage } from '../pages/any-page';
import { CartPage } from '../pages/cart';
import { Header } from '../pages/header';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

const PASSWORD = 'correct horse battery';

const save = (page: Page) => page.getByRole('button', { name: 'Save to wishlist' });
const cards = (page: Page) => page.locator('.wish-card');

/** Keeps two things, sees them, buys one, takes the other off. */
async function keepForLater(page: Page): Promise<void> {
  const product = new ProductPage(page);
  await product.open('limpet-key-hook');
  await save(page).click();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('It is on your wishlist.');
  await expect(product.heading, 'the page comes back').toHaveText('Limpet key hook');
  await product.open('weather-watercolour-tin');
  await save(page).click();
  await page.getByRole('banner').getByRole('link', { name: /^Wishlist/ }).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).first()).toContainText('Sold out');
  await expect(cards(page).nth(1)).toContainText('$');
  await expectSoundPage(page, await page.reload());
  await page.getByRole('button', { name: /^Remove Weather watercolour tin/ }).click();
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Add to cart: Limpet key hook' }).click();
  await expect(new CartPage(page).line('Limpet key hook')).toBeVisible();
}

test('things are kept for later, and the header says how many', async ({ page }) => {
  await keepForLater(page);
  await page.goto('/products');
  const link = page.getByRole('banner').getByRole('link', { name: /^Wishlist/ });
  await expect(link).toHaveAccessibleName(/things on it:\s*1$/);
  await expect(new Header(page).cart).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('things are kept for later by forms alone', async ({ page }) => {
    await keepForLater(page);
    const link = page.getByRole('banner').getByRole('link', { name: /^Wishlist/ });
    await expect(link, 'a link without a number').toHaveAccessibleName('Wishlist');
  });
});

test('what a guest kept is there after signing in elsewhere', { tag: '@once' }, async ({ page, neighbour }) => {
  const { email } = someShopper();
  await new ProductPage(page).open('limpet-key-hook');
  await save(page).click();
  await new AccountPage(page).signUp(email, PASSWORD, 'Ada');
  await expect(new AccountPage(page).heading).toHaveText('Your orders');
  await new ProductPage(neighbour).open('kittiwake-enamel-mug');
  await save(neighbour).click();
  await new AccountPage(neighbour).signIn(email, PASSWORD);
  await neighbour.goto('/wishlist');
  await expect(cards(neighbour)).toHaveCount(2);
});
