import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { CartDrawer } from '../pages/cart-drawer';
import { CheckoutPage } from '../pages/checkout';
import { Header } from '../pages/header';
import { ListingPage } from '../pages/listing';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

const MOST_TABS = 80;
const POUCHES = 'Dunlin pouches, set of three';
/** What a screen reader hears of the drawer. */
const SUBTOTAL = /^Subtotal \$\d+\.\d\d/;
/** A browser lets it pass, the shop does not. */
const ALMOST_AN_ADDRESS = 'ada@example';

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

/** Reaches a field with Tab and types into it, over whatever it holds. */
async function typeInto(page: Page, field: Locator, words: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(words);
}

/** Finds it in a list, chooses a variant and how many, and puts them into the cart: the drawer is open then. */
async function fillCart(page: Page): Promise<void> {
  const product = new ProductPage(page);
  await page.goto('/collections/carry');
  await tabTo(page, new ListingPage(page).product(POUCHES));
  await page.keyboard.press('Enter');
  await expect(product.heading).toHaveText(POUCHES);
  await product.hydrated();

  await tabTo(page, product.value('Sea glass'));
  await page.keyboard.press('Enter');
  await expect(product.value('Sea glass')).toHaveAttribute('aria-current', 'true');
  await expect(product.value('Sea glass'), 'the focus stays where it was').toBeFocused();
  await expect(product.said, 'what is chosen, for how much').toHaveText(/^Sea glass, \$\d+\.\d\d/);
  await expect(page).toHaveURL(/\?variant=[0-9a-f-]{36}$/);
  await tabTo(page, product.quantity);
  await page.keyboard.press('ArrowUp');
  await expect(product.quantity).toHaveValue('2');
  await tabTo(page, product.addToCart);
  await page.keyboard.press('Enter');
  await expect(product.answer).toContainText('is in your cart.');
  await new Header(page).expectUnits(2);
}

test('from a list to a full cart without a mouse', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  const drawer = new CartDrawer(page);
  await fillCart(page);
  await expect(drawer.line(POUCHES)).toContainText('Sea glass');
  await expect(drawer.said).toHaveText(SUBTOTAL);
  const before = await drawer.said.innerText();
  await tabTo(page, drawer.quantity(POUCHES));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await new Header(page).expectUnits(3);
  await expect(drawer.said, 'what it comes to now').not.toHaveText(before);
  await expect(drawer.said).toHaveText(SUBTOTAL);
  await expect(drawer.quantity(POUCHES), 'the field that was used').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer.content).toBeHidden();
  await expect(product.addToCart, 'the focus is given back').toBeFocused();
  await tabTo(page, product.answer.getByRole('link', { name: 'View cart' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/cart$/);
});

test('from a full cart to an order without a mouse, with an error on the way', { tag: '@once' }, async ({ page, alarms }) => {
  // Each press of a key is a step of its own.
  test.setTimeout(180_000);
  const shopper = someShopper();
  const checkout = new CheckoutPage(page);
  await fillCart(page);
  await tabTo(page, new CartDrawer(page).checkOut);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/checkout$/);
  await expect(checkout.spoken).toHaveText(/^We keep these for you for (10|9) minutes\.$/);

  await tabTo(page, checkout.country);
  await page.keyboard.type(shopper.country.slice(0, 3));
  await expect(checkout.country.locator('option:checked')).toHaveText(shopper.country);
  const anew = page.waitForEvent('load');
  await tabTo(page, checkout.updateDelivery);
  await page.keyboard.press('Enter');
  await anew;
  await expect(checkout.amount('Tax, included')).toBeVisible();

  await typeInto(page, checkout.field('Email'), ALMOST_AN_ADDRESS);
  await typeInto(page, checkout.field('Full name'), shopper.name);
  await typeInto(page, checkout.field('Street and number'), shopper.street);
  await typeInto(page, checkout.field('Town or city'), shopper.city);
  await typeInto(page, checkout.field('Postal code'), shopper.postalCode);
  await tabTo(page, checkout.card('Succeeds'));
  await page.keyboard.press('Space');
  await expect(checkout.card('Succeeds')).toBeChecked();

  alarms.announceStatus(422);
  await tabTo(page, checkout.pay);
  await page.keyboard.press('Enter');
  await expect(checkout.problems).toBeFocused();
  await checkout.expectFilled({ ...shopper, email: ALMOST_AN_ADDRESS });
  await expect(checkout.field('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(checkout.field('Email')).toHaveAccessibleDescription(/Enter an e-mail address/);
  await page.keyboard.press('Tab');
  await expect(checkout.problems.getByRole('link'), 'the way to what is wrong is next').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(checkout.field('Email')).toBeFocused();

  await page.keyboard.press('Control+A');
  await page.keyboard.type(shopper.email);
  await tabTo(page, checkout.pay);
  await page.keyboard.press('Enter');
  await expect(new OrderPage(page).heading).toHaveText('Thank you, it is yours');
  await new Header(page).expectUnits(0);
});
