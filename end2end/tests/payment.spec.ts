import { buy, goToTill, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { OrderList } from '../pages/admin/orders';
import { ApprovalPage } from '../pages/approval';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { Header } from '../pages/header';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { someShopper } from '../samples/shopper';

const NET_BAG = { slug: 'plover-net-bag', variant: 'Sea glass' };
const KEY_HOOK = { slug: 'limpet-key-hook' };

test('a declined card is told, the cart stays, and another card makes one order', async ({ page, staff, alarms }) => {
  const shopper = someShopper();
  await putIntoCart(page, NET_BAG);
  const checkout = await goToTill(page, shopper, 'Is declined');
  alarms.announceStatus(402);
  await checkout.pay.click();
  await expect(checkout.problems).toContainText('declined');
  await expect(checkout.problems).toBeFocused();
  await expect(checkout.field('Full name'), 'nothing typed is lost').toHaveValue(shopper.name);
  await new Header(page).expectUnits(1);

  const cart = new CartPage(page);
  await cart.open();
  await expect(cart.line('Plover net bag')).toContainText('Sea glass');

  await (await goToTill(page, shopper, 'Succeeds')).pay.click();
  const order = new OrderPage(page);
  await expect(order.heading).toHaveText('Thank you, it is yours');
  await new Header(page).expectUnits(0);
  const number = await order.number();

  const orders = new OrderList(staff);
  await orders.open();
  await orders.searchFor(shopper.email);
  await orders.showState('To fulfil');
  await expect(orders.ordersOf(shopper.email)).toHaveCount(1);
  await new Mailbox(page).openMail(shopper.email, new RegExp(`order ${number} .*confirmed`));
});

test('a card without funds is told as that', { tag: '@once' }, async ({ page, alarms }) => {
  await putIntoCart(page, KEY_HOOK);
  const checkout = await goToTill(page, someShopper(), 'Is declined: insufficient funds');
  alarms.announceStatus(402);
  await checkout.pay.click();
  await expect(checkout.problems).toContainText('not enough money');
  await expect(checkout.pay, 'the till is ready for another card').toBeVisible();
});

test('a payment the shopper approves with their bank is confirmed', async ({ page }) => {
  await putIntoCart(page, KEY_HOOK);
  const checkout = await goToTill(page, someShopper(), 'Asks you to approve it');
  const price = await checkout.amount('Total').innerText();
  await checkout.pay.click();
  const order = new OrderPage(page);
  await expect(order.content).toContainText('Your bank asks you to approve the payment.');
  await order.approve.click();

  const approval = new ApprovalPage(page);
  await expect(approval.heading).toHaveText(`Approve ${price}?`);
  await approval.approve.click();
  await expect(page).toHaveURL(/\/orders\//);
  await order.becomes('Thank you, it is yours');
});

test('a payment the shopper refuses at their bank cancels the order and gives the cart back', { tag: '@once' }, async ({ page }) => {
  await putIntoCart(page, KEY_HOOK);
  await (await goToTill(page, someShopper(), 'Asks you to approve it')).pay.click();
  const order = new OrderPage(page);
  await order.approve.click();
  await new ApprovalPage(page).decline.click();
  await expect(page).toHaveURL(/\/orders\//);
  await order.becomes('This order was cancelled');
  await expect(order.content).toContainText('nothing was charged');
  await new Header(page).expectUnits(1);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a provider that never answers: the page says what is uncertain, then follows by itself', { tag: '@once' }, async ({ page }) => {
    await putIntoCart(page, KEY_HOOK);
    await (await goToTill(page, someShopper(), 'Never answers, nothing charged')).pay.click();
    const order = new OrderPage(page);
    await expect(order.heading).toHaveText('We have your order');
    await expect(order.content).toContainText(/The payment is being settled|You will not be charged twice/);
    await expect(order.content).toContainText('This page follows along; you may also close it.');
    // No reload here: the page looks again on its own.
    await expect(order.heading).toHaveText('This order was cancelled', { timeout: 40_000 });
    await expect(order.content).toContainText('Nothing was charged.');
  });

  test('a charge whose answer was lost is found, and the order confirmed', { tag: '@once' }, async ({ page }) => {
    await putIntoCart(page, KEY_HOOK);
    await (await goToTill(page, someShopper(), 'Never answers, but charged')).pay.click();
    const order = new OrderPage(page);
    await expect(order.heading).toHaveText('We have your order');
    await expect(order.heading).toHaveText('Thank you, it is yours', { timeout: 40_000 });
  });
});

test('what the button says is what is charged, also where a state has a tax of its own', { tag: '@once' }, async ({ page, alarms }) => {
  const shopper = someShopper({ country: 'United States', city: 'Sacramento', region: 'CA', postalCode: '95814' });
  await putIntoCart(page, NET_BAG);
  const checkout = await goToTill(page, shopper);
  const order = new OrderPage(page);
  // The shop may show a new total and ask again; then the second press is the one that counts.
  alarms.announceStatus(409);
  alarms.announceStatus(422);
  const promised: string[] = [];
  await expect(async () => {
    if (await checkout.pay.isVisible()) {
      promised.push((await checkout.pay.innerText()).replace('Pay ', ''));
      await checkout.pay.click();
    }
    await expect(order.total()).toBeVisible({ timeout: 5000 });
    await expect(page).toHaveURL(/\/orders\//, { timeout: 5000 });
  }).toPass();
  await expect(order.total()).toHaveText(promised.at(-1)!);
});

test('a button pressed twice makes one order', { tag: '@once' }, async ({ page, staff }) => {
  const shopper = someShopper();
  await putIntoCart(page, NET_BAG);
  await (await goToTill(page, shopper)).pay.dblclick();
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');
  const orders = new OrderList(staff);
  await orders.open();
  await orders.searchFor(shopper.email);
  await expect(orders.ordersOf(shopper.email)).toHaveCount(1);
});

test('an order cannot be opened by its number', { tag: '@once' }, async ({ page, alarms }) => {
  const order = await buy(page, KEY_HOOK, someShopper());
  const number = await order.number();
  alarms.announceStatus(404);
  const answer = await page.goto(`/orders/${number}`);
  expect(answer?.status()).toBe(404);
});

test('a till without a cart leads back to the shop', { tag: '@once' }, async ({ page }) => {
  await new CheckoutPage(page).open();
  await expect(page.getByRole('main').getByRole('link', { name: 'See everything' })).toBeVisible();
});
