import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { Languages, expectArabic } from '../pages/languages';
import { someShopper } from '../samples/shopper';

const HOOK = '/products/limpet-key-hook';

/** From the home page to the order's, by what stands on each page. */
async function buyInArabic(page: Page, scripted: boolean): Promise<void> {
  const [shopper, main] = [someShopper(), page.getByRole('main')];
  await page.goto('/ar/');
  await expectArabic(page);
  await main.locator('a[href^="/ar/collections/"]').first().click();
  await expectArabic(page);
  await page.goto(`/ar${HOOK}`);
  await expectArabic(page);
  if (scripted) {
    const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/ar/fn/add-to-cart');
    await main.locator('.buy button[type=submit]').click();
    expect((await answered).status(), 'the island asks in the language of its page').toBe(200);
    await expect(page.locator('dialog.drawer'), 'and the cart opens beside it').toHaveAttribute('open', '');
    await expect(page.locator('.drawer-cart a[href="/ar/checkout"]')).toBeVisible();
    await page.goto('/ar/cart');
  } else {
    await main.locator('.buy button[type=submit]').click();
  }
  await expect(page).toHaveURL(/\/ar\/cart$/);
  await expectArabic(page);
  await main.locator('a[href="/ar/checkout"]').click();
  await expectArabic(page);
  for (const [name, value] of Object.entries({
    email: shopper.email,
    name: shopper.name,
    line1: shopper.street,
    city: shopper.city,
    region: shopper.region ?? '',
    postal_code: shopper.postalCode,
  })) {
    await main.locator(`[name=${name}]`).fill(value);
  }
  await main.locator('[name=country]').selectOption('DE');
  const anew = page.waitForEvent('load');
  await main.locator('.delivery [formaction="/ar/checkout/delivery"]').click();
  await anew;
  await expectArabic(page);
  await main.locator('[name=payment_token][value=tok_ok]').check();
  await main.locator('.pay').click();
  await expect(page).toHaveURL(/\/ar\/orders\//);
  await expectArabic(page);
}

test('a shopper buys in Arabic', async ({ page }) => {
  await buyInArabic(page, true);
});

test('whoever changes the language keeps page and cart', async ({ page }) => {
  const languages = new Languages(page);
  await page.goto(HOOK);
  const added = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() < 400);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await added;
  await page.goto('/cart');
  await expect(languages.current).toContainText('English');
  await languages.to('Deutsch').click();
  await expect(page).toHaveURL(/\/de\/cart$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('.cart-line')).toHaveCount(1);
  await languages.to('العربية').click();
  await expect(page).toHaveURL(/\/ar\/cart$/);
  await expect(page.locator('.cart-line')).toHaveCount(1);
  await expectArabic(page);
  await languages.to('English').click();
  await expect(page).toHaveURL(/[^/]\/cart$/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a shopper buys in Arabic by forms alone', async ({ page }) => {
    await buyInArabic(page, false);
  });
});
