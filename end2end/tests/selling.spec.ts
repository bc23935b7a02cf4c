import { buy, goToTill, putIntoCart } from '../journeys/buy';
import { sellProduct, someTitle, stockProduct } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { expectSoundLayout } from '../pages/any-page';
import { LocationList } from '../pages/admin/locations';
import { ProductEditor } from '../pages/admin/product-editor';
import { ProductList } from '../pages/admin/products';
import { StockPage } from '../pages/admin/stock';
import { CartPage } from '../pages/cart';
import { CheckoutPage } from '../pages/checkout';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

test('how many one person may have is said on the product, in the cart and at the till', async ({ page, staff, alarms }) => {
  const goods = await stockProduct(staff, 'Rationed kettle', 50);
  await putIntoCart(page, { slug: goods.slug, quantity: 3 });
  await sellProduct(staff, goods.title, { mostPerPerson: 2 });

  const product = new ProductPage(page);
  await product.open(goods.slug);
  await expect(product.content).toContainText('At most 2 per person.');
  await expect(product.quantity).toHaveAttribute('max', '2');

  const cart = new CartPage(page);
  await cart.open();
  await cart.remove(goods.title);
  await expect(cart.empty, 'what is beyond the cap can be taken out').toBeVisible();
  await sellProduct(staff, goods.title, {});
  await putIntoCart(page, { slug: goods.slug, quantity: 3 });
  await sellProduct(staff, goods.title, { mostPerPerson: 2 });
  await cart.open();
  await expect(cart.line(goods.title)).toContainText('At most 2 per person. Lower the quantity to check out.');
  await expect(cart.checkOut).toBeHidden();
  const checkout = new CheckoutPage(page);
  await checkout.open();
  await expect(checkout.problems).toContainText(`At most 2 of ${goods.title} per person.`);
  await checkout.problems.getByRole('link', { name: 'Change it in the cart' }).click();
  await cart.setQuantity(goods.title, 2);
  await expect(cart.checkOut).toBeVisible();

  await checkout.open();
  const shopper = someShopper();
  await checkout.deliverTo(shopper.country);
  await checkout.fill(shopper);
  await checkout.pay.click();
  const order = new OrderPage(page);
  await expect(order.heading).toHaveText('Thank you, it is yours');

  await putIntoCart(page, { slug: goods.slug });
  alarms.announceStatus(409);
  await (await goToTill(page, shopper)).pay.click();
  await expect(checkout.problems, 'the same person, on another day').toContainText(`At most 2 of ${goods.title} per person.`);
  await checkout.expectFilled(shopper);
});

test('staff open a location, move stock there and sell from both', { tag: '@once' }, async ({ page, staff, alarms }) => {
  const goods = await stockProduct(staff, 'Two-place lamp', 5);
  const name = someTitle('Sail loft');
  const locations = new LocationList(staff);
  await locations.open();
  await locations.add(name);
  await expect(locations.content).toContainText(name);
  alarms.announceStatus(422);
  await locations.add(name);
  await expect(locations.problems).toBeFocused();
  await expect(locations.problems).toContainText('Another location has this name.');

  const stock = new StockPage(staff);
  await stock.openVariantOf(goods.title);
  await stock.transfer(name, 2);
  await expect(stock.at(name)).toHaveText(/2\s*0\s*2$/);
  await expect(stock.level('For sale')).toHaveText('5');
  await expect(stock.ledger.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  alarms.announceStatus(409);
  await stock.transfer(name, 4);
  await expect(stock.problems).toContainText('Fewer units than that are free there.');
  await expectSoundLayout(staff);

  await buy(page, { slug: goods.slug, quantity: 4 }, someShopper());
  await stock.openVariantOf(goods.title);
  await expect(stock.level('On hand')).toHaveText('1');

  await locations.open();
  const form = await locations.change(name);
  await form.getByRole('checkbox', { name: 'Goods are sold from here' }).uncheck();
  await form.getByRole('button', { name: 'Save location' }).click();
  await expect(locations.content.getByRole('group').filter({ hasText: name })).toContainText('Closed');
});

test('a bundle is sold while its components last', { tag: '@once' }, async ({ page, staff, alarms }) => {
  const mug = await stockProduct(staff, 'Bundled mug', 7);
  const set = await stockProduct(staff, 'Set of mugs', 0, '35.00');
  const sku = someTitle('MUG').replace(' ', '-').toUpperCase();
  await new ProductList(staff).openProduct(mug.title);
  const editor = new ProductEditor(staff);
  const form = await editor.openVariant('The only variant');
  await editor.fillVariant(form, { price: '20.00', sku });
  await form.getByRole('button', { name: 'Save variant' }).click();

  await new ProductList(staff).openProduct(set.title);
  await (await editor.openVariant('The only variant')).getByRole('link', { name: 'Stock, cap and bundle' }).click();
  const stock = new StockPage(staff);
  alarms.announceStatus(422);
  await stock.bundle(`${sku} × 2\nNO-SUCH-THING × 1`);
  await expect(stock.problems).toContainText('There is no variant NO-SUCH-THING.');
  await stock.bundle(`${sku} × 2`);
  await expect(stock.content).toContainText('A bundle has no stock of its own');
  await expect(stock.units).toHaveCount(0);
  await expectSoundLayout(staff);

  const product = new ProductPage(page);
  await product.open(set.slug);
  await expect(product.content).toContainText('3 left');
  await buy(page, { slug: set.slug, quantity: 2 }, someShopper());
  await stock.openVariantOf(mug.title);
  await expect(stock.level('On hand')).toHaveText('3');
});
