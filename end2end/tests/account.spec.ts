import type { Page } from '@playwright/test';
import { goToTill, putIntoCart } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { AccountPage } from '../pages/account';
import { expectSoundPage } from '../pages/any-page';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { ACCOUNT, DOORS } from '../samples/addresses';
import { someShopper } from '../samples/shopper';

const PASSWORD = 'correct horse battery';
const OTHER_PASSWORD = 'staple that was lost';
/** Whether or not there is. */
const ON_ITS_WAY = 'If there is an account with this address, a link to choose a new password is on its way to it.';
const HOSTILE = '"><img src=x onerror=alert(1)></title><script>alert(2)</script>';

/** Signs up with a cart, signs out, comes back elsewhere with another, and buys twice: typed, and with what was kept. */
async function comeBackElsewhere(page: Page, neighbour: Page): Promise<void> {
  const shopper = someShopper();
  const [here, there] = [new AccountPage(page), new AccountPage(neighbour)];
  await putIntoCart(page, { slug: 'limpet-key-hook' });
  await here.signUp(shopper.email, PASSWORD, 'Ada');
  await expect(here.heading).toHaveText('Your orders');
  await here.signOut.click();
  await page.goto('/cart');
  await expect(new CartPage(page).empty, 'the cart went with its owner').toBeVisible();

  await putIntoCart(neighbour, { slug: 'kittiwake-enamel-mug' });
  await there.signIn(shopper.email, PASSWORD);
  await neighbour.goto('/cart');
  await expect(neighbour.locator('.cart-line'), 'both carts in one').toHaveCount(2);

  const till = await goToTill(neighbour, shopper, 'Succeeds');
  await till.content.getByLabel('Keep this address in my account').check();
  await till.pay.click();
  await expect(new OrderPage(neighbour).heading).toHaveText('Thank you, it is yours');
  await there.open();
  await expect(there.orders).toHaveCount(1);

  await putIntoCart(neighbour, { slug: 'limpet-key-hook' });
  await neighbour.goto('/checkout');
  const again = new CheckoutPage(neighbour);
  await again.expectFilled(shopper);
  await again.card('Succeeds').check();
  await again.pay.click();
  await expect(new OrderPage(neighbour).heading).toHaveText('Thank you, it is yours');
  await there.open();
  await expect(there.orders).toHaveCount(2);
}

test('a customer comes back in another browser, and cart, address and orders are there', async ({ page, neighbour }) => {
  await comeBackElsewhere(page, neighbour);
  await neighbour.goto('/products');
  const account = neighbour.getByRole('banner').getByRole('link', { name: 'Ada', exact: true });
  await expect(account, 'a page that is the same for everyone says who is signed in').toBeVisible();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Account', exact: true })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a customer comes back by forms alone', async ({ page, browser, alarms }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    await alarms.watch(context);
    await comeBackElsewhere(page, await context.newPage());
    await context.close();
  });
});

test('whoever has lost the password chooses another by mail, and the old one is worth nothing', async ({ page, neighbour, alarms }) => {
  alarms.announceStatus(401);
  alarms.announceStatus(404);
  const { email } = someShopper();
  const [account, elsewhere, mailbox] = [new AccountPage(page), new AccountPage(neighbour), new Mailbox(page)];
  await elsewhere.signUp(email, PASSWORD);
  await expect(elsewhere.heading).toHaveText('Your orders');

  await account.askReset(email);
  await expect(account.content).toContainText(ON_ITS_WAY);
  await mailbox.openMail(email, /^A new password/);
  await mailbox.content.getByRole('link', { name: '/account/reset/' }).click();
  const link = page.url();
  await account.field('New password').fill(OTHER_PASSWORD);
  await account.content.getByRole('button', { name: 'Keep this password' }).click();
  await expect(account.notice).toHaveText('Your new password is kept, and everyone else was signed out.');
  await mailbox.openMail(email, /^Your password at .* was changed$/);
  await neighbour.goto('/account');
  await expect(elsewhere.heading, 'signed out elsewhere').toHaveText('Sign in');

  await elsewhere.signIn(email, PASSWORD);
  await expect(elsewhere.problems).toContainText('do not fit together');
  await elsewhere.signIn(email, OTHER_PASSWORD);
  await expect(elsewhere.heading).toHaveText('Your orders');
  await page.goto(link);
  await expect(account.heading, 'the link worked once').toHaveText('Page not found');
});

test('whoever asks for a new password is not told whether there is an account', { tag: '@once' }, async ({ page }) => {
  const account = new AccountPage(page);
  await account.askReset(someShopper().email);
  await expect(account.content).toContainText(ON_ITS_WAY);
});

test('who guesses is told nothing, and waits', async ({ page, alarms }) => {
  alarms.announceStatus(401);
  alarms.announceStatus(429);
  const account = new AccountPage(page);
  const { email } = someShopper();
  await account.signIn(email, 'wrong guess');
  await expect(account.problems).toBeFocused();
  await expect(account.problems).toContainText('do not fit together');
  await expect(account.field('Email')).toHaveValue(email);
  await expect(account.field('Password')).toHaveValue('');
  for (let guess = 0; guess < 6; guess++) await account.signIn(email, 'wrong guess');
  await expect(account.problems).toContainText(/Too many attempts\. Please wait/);
});

test('hostile input is text in every field', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  const account = new AccountPage(page);
  const { email } = someShopper();
  await account.signUp(email, PASSWORD, HOSTILE.slice(0, 60));
  await expect(account.heading).toHaveText('Your orders');
  await expect(page.getByRole('banner').locator('.header-account-name')).toHaveText(HOSTILE.slice(0, 24));
  await page.goto('/account/addresses/new');
  for (const label of ['Full name', 'Street and number', 'Town or city', 'Postal code']) {
    await account.field(label).fill(label === 'Postal code' ? '97201' : HOSTILE);
  }
  await account.content.getByRole('button', { name: 'Keep this address' }).click();
  await expect(account.addresses).toContainText(HOSTILE);
  await page.goto('/account/reset');
  await account.field('Email').fill(`a@b${HOSTILE}`);
  await account.content.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await account.content.getByRole('button', { name: 'Send me a link' }).click();
  await expect(account.problems).toBeFocused();
  await expect(account.field('Email')).toHaveAccessibleDescription(/Enter an e-mail address/);
});

test('every page of an account is sound', async ({ page }) => {
  const { email } = someShopper();
  for (const path of DOORS) {
    await expectSoundPage(page, await page.goto(path));
  }
  await new AccountPage(page).signUp(email, PASSWORD, 'Ada');
  for (const path of ACCOUNT) {
    await expectSoundPage(page, await page.goto(path));
  }
});
