import { giveUpHold, putIntoCart } from '../journeys/buy';
import { sellProduct, stockProduct } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { OrderPage } from '../pages/order';
import { someShopper } from '../samples/shopper';

test('the till keeps the units, shows for how long and says it once', async ({ page, neighbour, staff }) => {
  const goods = await stockProduct(staff, 'Kept lantern', 1);
  await putIntoCart(page, goods);
  await putIntoCart(neighbour, goods);
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await expect(checkout.timer).toHaveText(/^(10|9) minutes$/);
  await expect(checkout.spoken).toHaveText(/^We keep these for you for (10|9) minutes\.$/);
  await expect(checkout.timer, 'screen readers are left in peace while it runs').not.toHaveAttribute('aria-live');

  const late = new CheckoutPage(neighbour);
  await late.open();
  await expect(late.problems).toContainText(`${goods.title} is sold out.`);
  await expect(late.problems).toBeFocused();
  await expect(late.hold).toHaveCount(0);
  await expect(late.pay).toBeHidden();
  await late.problems.getByRole('link', { name: 'Change it in the cart' }).click();
  await expect(new CartPage(neighbour).line(goods.title)).toContainText('Sold out.');

  await giveUpHold(page);
  await late.open();
  await expect(late.timer).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a sentence says until when the units are kept', async ({ page }) => {
    await putIntoCart(page, { slug: 'limpet-key-hook' });
    const checkout = new CheckoutPage(page);
    await checkout.open();
    await expect(checkout.hold).toContainText(/We keep these for you until \d\d:\d\d UTC \(10 minutes\)\./);
    await expect(checkout.timer).toBeHidden();
    await expect(checkout.keepAgain).toBeHidden();
  });

  test('another country changes the total and nothing that was typed', { tag: '@once' }, async ({ page, alarms }) => {
    const shopper = someShopper();
    await putIntoCart(page, { slug: 'limpet-key-hook' });
    const checkout = new CheckoutPage(page);
    await checkout.open();
    await checkout.fill(shopper);
    await checkout.card('Is declined').check();
    await checkout.deliverTo(shopper.country);
    await expect(checkout.amount('Tax, included')).toBeVisible();
    await checkout.expectFilled(shopper);
    await expect(checkout.card('Is declined')).toBeChecked();
    expect(page.url(), 'nothing typed gets into an address').not.toContain('?');

    alarms.announceStatus(402);
    await checkout.pay.click();
    await expect(checkout.problems).toContainText('declined');
    await checkout.expectFilled(shopper);
    await expect(checkout.hold, 'the units are kept for another attempt').toContainText('We keep these for you until');
    await checkout.card('Succeeds').check();
    await checkout.pay.click();
    await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');
  });
});

test('typing keeps the units longer, and when the time is over all the same they are kept again on request', { tag: '@once' }, async ({ page, staff }) => {
  test.setTimeout(120_000);
  const shopper = someShopper();
  const goods = await stockProduct(staff, 'Hurried lantern', 1);
  // The shortest hold there is, extended every ten seconds.
  await sellProduct(staff, goods.title, { holdSeconds: 30 });
  await putIntoCart(page, goods);
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await expect(checkout.timer).toHaveText(/^0:[12]\d$/);
  await expect(checkout.timer).toHaveText('0:15', { timeout: 20_000 });
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/fn/keep-hold'));
  await checkout.fill(shopper);
  expect((await kept).status()).toBe(200);
  await expect(checkout.timer).toHaveText(/^0:(2\d|30)$/);

  await expect(checkout.keepAgain).toBeVisible({ timeout: 60_000 });
  await expect(checkout.timer).toBeHidden();
  await expect(checkout.hold).toContainText('The time we kept these for you is over.');
  await expect(checkout.spoken).toHaveText('The time we kept these for you is over.');
  await expect(checkout.pay, 'the form stays usable').toBeEnabled();

  await checkout.keepAgain.click();
  await expect(checkout.timer).toHaveText(/^0:(2\d|30)$/);
  await checkout.expectFilled({ ...shopper, country: 'United States' });
  await checkout.deliverTo(shopper.country);
  // Return in a field pays: the form's first button is the one that does.
  await checkout.field('Postal code').press('Enter');
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');
});

test('when somebody was quicker while the shop could not be asked, the page says so', { tag: '@once' }, async ({ page, neighbour, staff, alarms }) => {
  test.setTimeout(90_000);
  const goods = await stockProduct(staff, 'Snatched lantern', 1);
  await sellProduct(staff, goods.title, { holdSeconds: 30 });
  await putIntoCart(page, goods);
  await putIntoCart(neighbour, goods);
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await expect(checkout.timer).toBeVisible();
  await giveUpHold(page);
  await new CheckoutPage(neighbour).open();
  alarms.announceStatus(409);
  await expect(checkout.timer).toHaveText(/^0:1\d$/, { timeout: 20_000 });
  await checkout.field('Email').fill('late@example.com');
  await expect(checkout.hold).toContainText(`${goods.title} is sold out.`);
  await expect(checkout.keepAgain).toBeVisible();
});

test('two tabs of one cart: the older one is shown the cart as it is', async ({ page, context, alarms }) => {
  await putIntoCart(page, { slug: 'limpet-key-hook', quantity: 2 });
  const title = await page.getByRole('main').getByRole('heading', { level: 2 }).first().innerText();
  const other = await context.newPage();
  const [first, second] = [new CartPage(page), new CartPage(other)];
  await second.open();
  await first.setQuantity(title, 3);
  await expect(first.quantity(title)).toHaveValue('3');

  alarms.announceStatus(409);
  await second.setQuantity(title, 1);
  await expect(second.problems).toContainText('This cart was changed meanwhile');
  await expect(second.quantity(title)).toHaveValue('3');
  await second.setQuantity(title, 1);
  await expect(second.quantity(title)).toHaveValue('1');
  await expect(second.problems).toHaveCount(0);
});
