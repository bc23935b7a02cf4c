import { buy, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { expectSoundPage } from '../pages/any-page';
import { someShopper } from '../samples/shopper';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a shopper says what keeps them, buys all the same, and says how it was', async ({ page, staff }) => {
      const word = `the ${javaScriptEnabled ? 'tide' : 'ebb'} ${test.info().project.name}`;
      await putIntoCart(page, { slug: 'limpet-key-hook' });
      const question = page.locator('#feedback');
      await question.getByText('What keeps you from buying today?').click();
      await question.getByRole('radio', { name: 'Something else' }).check();
      await question.getByLabel('Anything to add?').fill(`Waiting for ${word}`);
      await question.getByRole('button', { name: 'Tell the shop' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
      await expectSoundPage(page, await page.reload());

      await buy(page, { slug: 'limpet-key-hook' }, someShopper());
      await page.reload();
      await question.getByRole('radio', { name: 'Easy', exact: true }).check();
      await question.getByLabel('Anything to add?').fill(`As easy as ${word}`);
      await question.getByRole('button', { name: 'Tell the shop' }).click();
      await expect(question).toContainText('Thank you for telling us.');
      await expect(question.getByRole('button')).toHaveCount(0);

      await staff.goto('/admin/feedback');
      await expect(staff.getByRole('table', { name: 'Remarks' })).toContainText(`As easy as ${word}`);
      await expectSoundPage(staff, await staff.goto('/admin/feedback?question=cart'));
      await expect(staff.getByRole('table', { name: 'Remarks' })).toContainText(`Waiting for ${word}`);
    });
  });
}
