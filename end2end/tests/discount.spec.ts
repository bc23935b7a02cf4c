import type { Page } from '@playwright/test';
import { goToTill, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import type { Alarms } from '../fixtures/alarms';
import { expectSoundLayout } from '../pages/any-page';
import { CartPage } from '../pages/cart';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { someShopper } from '../samples/shopper';

const MUG = { slug: 'kittiwake-enamel-mug' };

/** A wrong code, the right one, away with it, and the right one again, up to the order and its mail. */
async function buyWithCode(page: Page, alarms: Alarms): Promise<void> {
  const shopper = someShopper();
  await putIntoCart(page, MUG);
  const checkout = await goToTill(page, shopper);
  const full = await checkout.amount('Total').innerText();

  alarms.announceStatus(422);
  await checkout.applyCode('NO-SUCH-CODE');
  await expect(checkout.problems).toContainText('We do not know this code.');
  await checkout.expectFilled(shopper);
  await expect(checkout.amount('Total')).toHaveText(full);

  await checkout.applyCode('welcome10');
  await expect(checkout.problems).toHaveCount(0);
  await expect(checkout.amount('Discount (WELCOME10)')).toHaveText(/^−\$/);
  await checkout.expectFilled(shopper);
  await expectSoundLayout(page);
  const less = await checkout.amount('Total').innerText();
  expect(less).not.toBe(full);

  await checkout.removeCode();
  await expect(checkout.amount('Total')).toHaveText(full);
  await checkout.expectFilled(shopper);

  await checkout.applyCode('Welcome10');
  const cart = new CartPage(page);
  await cart.open();
  await expect(cart.content).toContainText('Discount (WELCOME10)');
  await checkout.open();
  await checkout.deliverTo(shopper.country);
  await checkout.fill(shopper);
  await checkout.card('Succeeds').check();
  await expect(checkout.pay).toHaveText(`Pay ${less}`);
  await checkout.pay.click();

  const order = new OrderPage(page);
  await expect(order.heading).toHaveText('Thank you, it is yours');
  await expect(order.content).toContainText('Discount (WELCOME10)');
  await expect(order.content).toContainText(less);
  const number = await order.number();
  await new Mailbox(page).openMail(shopper.email, new RegExp(`order ${number} .*confirmed`));
  await expect(page.getByRole('main')).toContainText('Discount (WELCOME10)');
}

test('a code is tried, applied, removed and paid with', async ({ page, alarms }) => {
  await buyWithCode(page, alarms);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a code is tried, applied, removed and paid with by forms alone', async ({ page, alarms }) => {
    await buyWithCode(page, alarms);
  });
});

test('staff make a code, see it used, and switch it off', { tag: '@once' }, async ({ page, staff, alarms }) => {
  await staff.goto('/admin/discounts/new');
  const code = `E2E-${Date.now()}`;
  await staff.getByRole('textbox', { name: 'Code' }).fill(code);
  await staff.getByRole('combobox', { name: 'Kind' }).selectOption('free_shipping');
  await staff.getByRole('button', { name: 'Save code' }).click();
  await expect(staff.getByRole('status')).toContainText('The code is saved.');

  await putIntoCart(page, MUG);
  const checkout = await goToTill(page, someShopper());
  const sending = await checkout.amount('Shipping').innerText();
  await checkout.applyCode(code);
  await expect(checkout.amount(`Discount (${code})`)).toHaveText(`−${sending}`);
  await checkout.pay.click();
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');

  await staff.reload();
  await expect(staff.getByRole('region', { name: 'So far' })).toContainText('Uses1');
  await staff.getByRole('button', { name: 'Switch off' }).click();
  await putIntoCart(page, MUG);
  alarms.announceStatus(422);
  await (await goToTill(page, someShopper())).applyCode(code);
  await expect(checkout.problems).toContainText('This code has expired.');
});
