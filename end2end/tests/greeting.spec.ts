import type { Page } from '@playwright/test';
import { buy } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { AccountPage } from '../pages/account';
import { expectSoundPage } from '../pages/any-page';
import { OrderPage } from '../pages/order';
import { jumped } from '../pages/steady';
import { someShopper } from '../samples/shopper';

const PASSWORD = 'correct horse battery';

async function signUp(page: Page): Promise<void> {
  await new AccountPage(page).signUp(someShopper().email, PASSWORD, 'Ada');
  await expect(new AccountPage(page).heading).toHaveText('Your orders');
}

test('the home page greets whoever has signed in, and nothing moves', async ({ page, neighbour }) => {
  await signUp(page);
  await buy(page, { slug: 'limpet-key-hook' }, someShopper());
  await page.route('**/extras/greeting', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const answer = await page.goto('/');
  const greeting = page.getByRole('main').locator('.greeting');
  await expect(greeting).toContainText('Welcome back, Ada');
  expect(await jumped(page)).toBeLessThan(0.001);
  await expectSoundPage(page, answer);
  await greeting.getByRole('link', { name: /^Your last order/ }).click();
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');

  await neighbour.goto('/');
  await expect(neighbour.locator('.greeting'), 'nobody else is').toHaveText('');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('nothing is greeted and nothing is missing', async ({ page }) => {
    await signUp(page);
    await page.goto('/');
    await expect(page.locator('.greeting')).toHaveText('');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});
