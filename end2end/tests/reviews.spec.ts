import type { Page } from '@playwright/test';
import { buy } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { stockProduct } from '../journeys/stock';
import { expectSoundPage } from '../pages/any-page';
import { someShopper } from '../samples/shopper';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a buyer says what they think, staff publish it, and everyone reads it', async ({ page, staff }) => {
      const { title, slug } = await stockProduct(staff, `Sounding line ${javaScriptEnabled}`, 5);
      await page.goto(`/products/${slug}`);
      await expect(page.locator('#reviews')).toContainText('Nobody has written one yet.');
      await buy(page, { slug }, someShopper());
      await page.reload();

      const part = page.locator('#reviews');
      await part.getByText('Write a review').click();
      await part.getByRole('radio', { name: '4 stars' }).check();
      await part.getByLabel('In one line').fill('Finds the bottom');
      await part.getByLabel('Your review').fill('Nine fathoms.\nThen mud.');
      await part.getByLabel('Name to show').fill('Ada');
      await expectSoundPage(page, await lastAnswer(page, () => part.getByRole('button', { name: 'Send review' }).click()));
      await expect(part).toContainText('We look at every review before it is shown.');

      await staff.goto('/admin/reviews');
      await staff.getByRole('listitem').filter({ hasText: title }).getByRole('textbox').fill('Mud is good ground.');
      await staff.getByRole('listitem').filter({ hasText: title }).getByRole('button', { name: /^Publish/ }).click();
      await expect(staff.getByText("It is on the product's page.")).toBeVisible();

      await page.goto(`/products/${slug}`);
      await page.locator('.said').getByRole('link', { name: '4.0 · 1 review' }).click();
      await expect(part.getByRole('heading', { name: 'Finds the bottom' })).toBeInViewport();
      await expect(part).toContainText('Mud is good ground.');
      await expectSoundPage(page, await page.goto(`/products/${slug}/reviews`));
    });
  });
}

test('a review that is too long comes back as it was typed', async ({ page, staff, alarms }) => {
  const { slug } = await stockProduct(staff, 'Sounding lead', 5);
  await buy(page, { slug }, someShopper());
  await page.reload();
  alarms.announceStatus(422);
  const part = page.locator('#reviews');
  await part.getByText('Write a review').click();
  await part.getByRole('radio', { name: '2 stars' }).check();
  await part.getByLabel('In one line').fill('Long');
  await part.getByLabel('Your review').fill('x'.repeat(3001));
  await part.getByLabel('Name to show').fill('Ada');
  const answer = await lastAnswer(page, () => part.getByRole('button', { name: 'Send review' }).click());
  await expectSoundPage(page, answer);
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(part.getByText('At most 3000 characters.').last()).toBeVisible();
  await expect(part.getByLabel('In one line')).toHaveValue('Long');
  await expect(part.getByRole('radio', { name: '2 stars' })).toBeChecked();
});

/** What a click leads to. */
async function lastAnswer(page: Page, act: () => Promise<void>) {
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303);
  await act();
  return answered;
}
