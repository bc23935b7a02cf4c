import { giveUpHold, putIntoCart } from '../journeys/buy';
import { countStock, stockProduct } from '../journeys/stock';
import { repriceOnlyVariant } from '../journeys/reprice';
import { expect, test } from '../fixtures/test';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { Header } from '../pages/header';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

test('a product that is sold out says so and cannot be put into the cart', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('weather-watercolour-tin');
  await expect(product.content.getByText('Sold out'), 'said once').toHaveCount(1);
  await expect(product.soldOut).toHaveText('Sold out');
  await expect(product.quantity).toHaveCount(0);
  await expect(product.addToCart).toHaveCount(0);
  await expect(product.content.getByRole('button', { name: 'Tell me' })).toBeVisible();
});

test('a variant that is sold out cannot be bought, and a scarce one says how many are left', { tag: '@once' }, async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('mooring-strap');
  await expect(product.value('Ink')).toHaveAccessibleName('Ink sold out');
  await expect(product.value('Chalk')).toHaveAttribute('aria-current', 'true');
  await product.choose('Ink');
  await expect(product.soldOut, 'it can be looked at').toHaveText('Sold out');
  await expect(product.addToCart).toHaveCount(0);
  await product.open('fulmar-torch');
  await product.choose('Ink');
  await expect(product.content.locator('.offer .stock')).toContainText('2 left');
});

test('stock that changes is told on the page that is open', { tag: '@once' }, async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Watched lamp', 3);
  const product = new ProductPage(page);
  const stock = product.content.locator('.offer .stock');
  await product.open(goods.slug);
  await expect(stock).toHaveText('3 left');
  await countStock(staff, goods.title, 2);
  await expect(stock).toHaveText('2 left');
  await countStock(staff, goods.title, 0);
  await expect(stock).toHaveText('Sold out');
});

test('asking for more than there is gets an answer on the spot', async ({ page, staff, alarms }) => {
  const goods = await stockProduct(staff, 'Last two mugs', 2);
  const product = new ProductPage(page);
  await product.open(goods.slug);
  await expect(product.content).toContainText('2 left');
  await product.hydrated();
  await product.quantity.fill('3');
  alarms.announceStatus(409);
  await product.addToCart.click();
  await expect(product.answer).toContainText(`Only 2 of ${goods.title} left`);
  await new Header(page).expectUnits(0);
  await product.quantity.fill('2');
  await product.addToCart.click();
  await new Header(page).expectUnits(2);
});

test('a cart that has run short says so in the cart and at the till, and can be mended', async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Short lamp', 3);
  await putIntoCart(page, { slug: goods.slug, quantity: 3 });
  await countStock(staff, goods.title, 2);

  const cart = new CartPage(page);
  const checkout = new CheckoutPage(page);
  await cart.open();
  await expect(cart.line(goods.title)).toContainText('Only 2 left. Lower the quantity to check out.');
  await expect(cart.checkOut).toBeHidden();
  await checkout.open();
  await expect(checkout.problems).toContainText(`Only 2 of ${goods.title} left.`);
  await expect(checkout.pay).toBeHidden();

  await checkout.problems.getByRole('link', { name: 'Change it in the cart' }).click();
  await cart.setQuantity(goods.title, 2);
  await expect(cart.checkOut).toBeVisible();

  await countStock(staff, goods.title, 0);
  await cart.open();
  await expect(cart.line(goods.title)).toContainText('Sold out. Remove it to check out.');
  await cart.remove(goods.title);
  await expect(cart.empty).toBeVisible();
  await new Header(page).expectUnits(0);
});

test('what sells out while the shopper types is told when they pay', { tag: '@once' }, async ({ page, staff, alarms }) => {
  const goods = await stockProduct(staff, 'Contested tent', 1);
  await putIntoCart(page, goods);
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await checkout.deliverTo('Germany');
  const late = someShopper({ name: 'Late Larsen' });
  await checkout.fill(late);
  // Units that are held cannot be counted away.
  await giveUpHold(page);
  await countStock(staff, goods.title, 0);
  alarms.announceStatus(409);
  await checkout.pay.click();
  await expect(checkout.problems).toContainText(`${goods.title} is sold out.`);
  await expect(checkout.problems).toBeFocused();
  await expect(checkout.pay).toBeHidden();
  await checkout.expectFilled(late);
});

test('a price that changes after something was put into the cart is pointed out', { tag: '@once' }, async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Dearer kettle', 5, '20.00');
  await putIntoCart(page, goods);
  await repriceOnlyVariant(staff, goods.title, '25.50');
  const cart = new CartPage(page);
  await cart.open();
  await expect(cart.line(goods.title)).toContainText('The price rose from $20.00 since you added it.');
  await expect(cart.line(goods.title)).toContainText('$25.50');
});
