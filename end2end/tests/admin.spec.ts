import { buy } from '../journeys/buy';
import { someTitle, stockProduct } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { StaffOrderPage } from '../pages/admin/order';
import { OrderList } from '../pages/admin/orders';
import { ProductEditor } from '../pages/admin/product-editor';
import { ProductList } from '../pages/admin/products';
import { SignInPage } from '../pages/admin/sign-in';
import { StockPage } from '../pages/admin/stock';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { png } from '../samples/picture';
import { someShopper } from '../samples/shopper';
import { openShop } from '../shop/environment';

test('staff make a product with variants, a picture and stock, and it is on sale', async ({ page, staff }) => {
  const title = someTitle('Harbour cup');
  const editor = new ProductEditor(staff);
  await editor.create({
    title,
    description: '<p>Holds <em>a quarter</em> of a litre.</p>',
    options: 'Colour, Size',
    collection: 'Camp kitchen',
  });
  await editor.addVariant({ options: { Colour: 'Tar', Size: 'Small' }, price: '24.00', compareAt: '30.00' });
  await editor.addVariant({ options: { Colour: 'Oat', Size: 'Large' }, price: '29.50', weightGrams: 320 });
  await editor.addPicture({ name: 'cup.png', mimeType: 'image/png', buffer: png(64, 48) }, 'A cup on a quay');
  await expect(editor.pictures.getByRole('img', { name: 'A cup on a quay' })).toBeVisible();
  const href = await editor.viewInShop.getAttribute('href');

  const stock = new StockPage(staff);
  await stock.openVariantOf(title);
  const variant = await stock.content.getByRole('heading', { level: 1 }).innerText();
  await stock.move(12, 'First delivery');
  await expect(stock.level('On hand')).toHaveText('12');
  await stock.move(-2, 'Dropped');
  await expect(stock.level('On hand')).toHaveText('10');
  const rows = stock.ledger.getByRole('row');
  await expect(rows.nth(1)).toContainText('Dropped');
  await expect(rows.nth(1)).toContainText('−2');
  await expect(rows.nth(2)).toContainText('First delivery');
  await expect(rows.nth(2)).toContainText('+12');

  const product = new ProductPage(page);
  await page.goto(href!);
  await expect(product.content.getByRole('img', { name: 'A cup on a quay' })).toBeVisible();
  await expect(product.content.getByText('a quarter', { exact: true })).toBeVisible();
  const [colour] = variant.split(' · ').at(-1)!.split(' / ');
  await expect(product.value(colour!).first()).toHaveAccessibleName(colour!);
});

test('staff edit a product and its variant, and the shop shows it at once', { tag: '@once' }, async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Plain bowl', 4);
  const editor = new ProductEditor(staff);
  const product = new ProductPage(page);
  await product.open(goods.slug);
  await expect(product.content).toContainText('$20.00');

  const renamed = someTitle('Fine bowl');
  await new ProductList(staff).openProduct(goods.title);
  await editor.fill({ title: renamed, description: '<p>Turned by hand.</p>' });
  await editor.save();
  await expect(editor.heading).toHaveText(renamed);
  const form = await editor.openVariant('The only variant');
  await editor.fillVariant(form, { price: '22.00', compareAt: '26.00' });
  await form.getByRole('button', { name: 'Save variant' }).click();
  await expect(editor.variants).toContainText('$22.00');

  await product.open(goods.slug);
  await expect(product.heading).toHaveText(renamed);
  await expect(product.content).toContainText('$22.00 instead of $26.00');
  await expect(product.content).toContainText('Turned by hand.');
});

test('what cannot be accepted comes back with its reason and everything that was typed', async ({ staff, alarms }) => {
  const title = someTitle('Odd lamp');
  const editor = new ProductEditor(staff);
  alarms.announceStatus(422);
  await editor.create({ title, slug: '!!!', options: 'Size, Size', description: '<p>Kept.</p>', status: 'Draft' });
  await expect(editor.problems).toBeFocused();
  await editor.problems.getByRole('link', { name: 'Use letters, digits and hyphens.' }).click();
  await expect(editor.field('Name in addresses')).toBeFocused();
  await expect(editor.field('Name in addresses')).toHaveValue('!!!');
  await expect(editor.field('Options')).toHaveAccessibleDescription(/Each of them once/);
  await expect(editor.field('Title')).toHaveValue(title);
  await expect(editor.description).toHaveValue('<p>Kept.</p>');

  await editor.fill({ title, slug: '', options: 'Size' });
  await editor.content.getByRole('button', { name: 'Create product' }).click();
  await expect(editor.heading).toHaveText(title);
  await editor.addVariant({ options: { Size: 'One' }, price: '20.00', compareAt: '10.00' });
  await expect(editor.problems).toContainText('Higher than the price');
  await expect(editor.newVariant().getByRole('textbox', { name: 'Size' })).toHaveValue('One');
  await expect(editor.newVariant().getByRole('textbox', { name: 'Price' })).toHaveValue('20.00');
  await editor.addVariant({ options: { Size: 'One' }, price: 'twenty' });
  await expect(editor.newVariant().getByRole('textbox', { name: 'Price' })).toHaveValue('twenty');
  await editor.addVariant({ options: { Size: 'One' }, price: '20.00' });
  await expect(editor.variants).toContainText('0 on hand');
});

test('stock is not changed without a reason, nor below what is held', { tag: '@once' }, async ({ staff, alarms }) => {
  const goods = await stockProduct(staff, 'Counted rope', 3);
  const stock = new StockPage(staff);
  await stock.openVariantOf(goods.title);
  alarms.announceStatus(422);
  alarms.announceStatus(409);
  await stock.move(-1, '   ');
  await expect(stock.problems).toContainText('Say why');
  await expect(stock.units).toHaveValue('-1');
  await stock.move(-4, 'Too many');
  await expect(stock.problems).toContainText('Fewer units would be left');
  await expect(stock.reason).toHaveValue('Too many');
  await expect(stock.level('On hand')).toHaveText('3');
});

test('the list of orders shows one state at a time', { tag: '@once' }, async ({ page, staff }) => {
  const shopper = someShopper();
  await buy(page, { slug: 'limpet-key-hook' }, shopper);
  const orders = new OrderList(staff);
  await orders.open();
  await orders.searchFor(shopper.email);
  await expect(orders.ordersOf(shopper.email)).toHaveCount(1);
  await orders.showState('To fulfil');
  await expect(orders.ordersOf(shopper.email)).toHaveCount(1);
  await orders.showState('Cancelled');
  await expect(orders.ordersOf(shopper.email)).toHaveCount(0);
  await orders.showState('All');
  await expect(orders.ordersOf(shopper.email)).toHaveCount(1);
});

test('cancelling an order puts its units back, pays back and tells the shopper', { tag: '@once' }, async ({ page, staff }) => {
  const shopper = someShopper();
  const goods = await stockProduct(staff, 'Called-off chair', 5);
  const order = await buy(page, { slug: goods.slug, quantity: 2 }, shopper);
  const orderUrl = order.url;
  const stock = new StockPage(staff);
  await stock.openVariantOf(goods.title);
  await expect(stock.level('For sale')).toHaveText('3');

  await new OrderList(staff).openOrderOf(shopper.email);
  const staffOrder = new StaffOrderPage(staff);
  await staffOrder.cancel('Changed their mind');
  await expect(staffOrder.head).toContainText('Cancelled');
  await expect(staffOrder.timeline).toContainText('Changed their mind');
  await stock.openVariantOf(goods.title);
  await expect(stock.level('For sale')).toHaveText('5');

  const mailbox = new Mailbox(page);
  await mailbox.openMail(shopper.email, /was cancelled/);
  await page.goto(orderUrl);
  await expect(order.heading).toHaveText('This order was cancelled');
  await expect(async () => {
    await page.reload();
    await expect(order.content).toContainText('What you paid has been paid back.', { timeout: 500 });
  }).toPass();
});

test('part of an order is refunded, and the rest can still be sent', { tag: '@once' }, async ({ page, staff }) => {
  const shopper = someShopper();
  const goods = await stockProduct(staff, 'Half-liked cushion', 5);
  const order = await buy(page, { slug: goods.slug, quantity: 3 }, shopper);
  const orderUrl = order.url;

  await new OrderList(staff).openOrderOf(shopper.email);
  const staffOrder = new StaffOrderPage(staff);
  await staffOrder.refund(goods.title, 1, 'A seam had opened');
  await expect(staffOrder.timeline).toContainText('$20.00');
  await expect(staffOrder.timeline).toContainText('A seam had opened');
  await expect(staffOrder.items.getByRole('row').nth(1).getByRole('cell').nth(3)).toHaveText('1');
  await expect(async () => {
    await staff.reload();
    await expect(staffOrder.head).toContainText('Partly refunded', { timeout: 500 });
  }).toPass();

  const stock = new StockPage(staff);
  await stock.openVariantOf(goods.title);
  await expect(stock.level('On hand')).toHaveText('3');
  await new Mailbox(page).openMail(shopper.email, /refund/);
  await page.goto(orderUrl);
  await expect(order.content).toContainText('1 of them refunded');

  await new OrderList(staff).openOrderOf(shopper.email);
  await staffOrder.fulfil('');
  await expect(staffOrder.head).toContainText('Fulfilled');
  await page.reload();
  await expect(new OrderPage(page).heading).toHaveText('It is on its way');
});

test('whoever has not signed in is asked to, and then gets where they wanted to go', async ({ page, alarms }) => {
  const { staff } = openShop();
  const signIn = new SignInPage(page);
  await page.goto('/admin/orders?status=confirmed');
  await expect(page).toHaveURL(/\/admin\/sign-in\?next=/);
  alarms.announceStatus(401);
  await signIn.signIn({ ...staff, password: 'not the password' });
  await expect(signIn.problems).toContainText('do not fit together');
  await expect(signIn.email).toHaveValue(staff.email);
  await signIn.signIn(staff);
  await expect(page).toHaveURL(/\/admin\/orders\?status=confirmed$/);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/admin/products');
  await expect(page).toHaveURL(/\/admin\/sign-in/);
});

test('signing in leads nowhere outside the shop', { tag: '@once' }, async ({ page }) => {
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
    if (!page.url().includes('/admin/sign-in')) continue;
    await new SignInPage(page).signIn(openShop().staff);
    await expect(page).toHaveURL(/\/admin(\/|$)/);
    expect(new URL(page.url()).origin).toBe(openShop().url);
    await page.getByRole('button', { name: 'Sign out' }).click();
  }
});
