import { expect, type Page } from '@playwright/test';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import type { Shopper } from '../samples/shopper';

export interface Wish {
  slug: string;
  variant?: string;
  quantity?: number;
}

/** Puts something into the cart, whether or not the island is awake yet, and ends in the cart. */
export async function putIntoCart(page: Page, { slug, variant, quantity = 1 }: Wish): Promise<void> {
  const product = new ProductPage(page);
  await product.open(slug);
  if (variant) await product.choose(variant);
  await product.quantity.fill(String(quantity));
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() < 400);
  await product.addToCart.click();
  await answered;
  await new CartPage(page).open();
}

/** From the cart to the till, filled in up to the button that pays. */
export async function goToTill(page: Page, shopper: Shopper, card = 'Succeeds'): Promise<CheckoutPage> {
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await checkout.deliverTo(shopper.country);
  await checkout.fill(shopper);
  await checkout.card(card).check();
  return checkout;
}

/** A whole purchase that succeeds, up to the order's page. */
export async function buy(page: Page, wish: Wish, shopper: Shopper): Promise<OrderPage> {
  await putIntoCart(page, wish);
  await (await goToTill(page, shopper)).pay.click();
  const order = new OrderPage(page);
  await expect(order.heading).toHaveText('Thank you, it is yours');
  return order;
}

/** The shop lets go of what it keeps for this shopper's cart, as if its time were over. */
export async function giveUpHold(page: Page): Promise<void> {
  const cookies = await page.context().cookies();
  const cart = cookies.find(({ name }) => name === 'fg_cart');
  // The id, and the shop's signature of it.
  const [id] = cart!.value.split('.');
  const answer = await page.request.delete(`/api/v1/carts/${id}/hold`);
  expect(answer.status()).toBe(204);
}
