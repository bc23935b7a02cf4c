import { fulfilAndTell } from '../journeys/fulfil';
import { expect, test } from '../fixtures/test';
import { CartPage } from '../pages/cart';
import { CartDrawer } from '../pages/cart-drawer';
import { CheckoutPage } from '../pages/checkout';
import { Header } from '../pages/header';
import { HomePage } from '../pages/home';
import { ListingPage } from '../pages/listing';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';

const TOTE = 'Skerry waxed tote';

test('a shopper with JavaScript buys a tote, and staff send it', async ({ page, staff }) => {
  const shopper = someShopper();
  const product = new ProductPage(page);
  const header = new Header(page);
  const home = new HomePage(page);

  await home.open();
  await home.openCollection('Carry');
  await new ListingPage(page).product(TOTE).click();
  await expect(product.heading).toHaveText(TOTE);
  await product.choose('Kelp');
  await product.hydrated();
  await header.expectUnits(0);

  let navigations = 0;
  page.on('request', (request) => (navigations += Number(request.isNavigationRequest())));
  await product.addToCart.click();
  await expect(product.answer).toContainText(`${TOTE} is in your cart.`);
  await header.expectUnits(1);
  await new CartDrawer(page).close();
  await product.addToCart.click();
  await header.expectUnits(2);
  await new CartDrawer(page).close();
  expect(navigations, 'the page stays while the island works').toBe(0);

  await product.answer.getByRole('link', { name: 'View cart' }).click();
  const cart = new CartPage(page);
  await expect(cart.line(TOTE)).toContainText('Kelp');
  await expect(cart.quantity(TOTE)).toHaveValue('2');
  await cart.setQuantity(TOTE, 1);
  await expect(cart.line(TOTE)).toContainText('$128.00');
  await header.expectUnits(1);
  await cart.checkOut.click();

  const checkout = new CheckoutPage(page);
  await checkout.deliverTo(shopper.country);
  await checkout.fill(shopper);
  await checkout.card('Succeeds').check();
  await checkout.pay.click();

  const order = new OrderPage(page);
  await expect(order.heading).toHaveText('Thank you, it is yours');
  await expect(order.content).toContainText(shopper.street);
  await header.expectUnits(0);
  await fulfilAndTell(page, staff, shopper);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a shopper buys a tote by forms alone, and staff send it', async ({ page, staff, alarms }) => {
    const shopper = someShopper({ country: 'Germany' });
    const product = new ProductPage(page);
    const header = new Header(page);
    const home = new HomePage(page);

    await home.open();
    await home.openCollection('Carry');
    await new ListingPage(page).product(TOTE).click();
    await product.choose('Harbour');
    await product.quantity.fill('2');
    await product.addToCart.click();

    const cart = new CartPage(page);
    await expect(cart.heading).toHaveText('Cart');
    await expect(cart.line(TOTE)).toContainText('Harbour');
    await header.expectUnits(2);
    await cart.setQuantity(TOTE, 1);
    await header.expectUnits(1);
    await cart.checkOut.click();

    const checkout = new CheckoutPage(page);
    await expect(checkout.country.locator('option:checked')).toHaveText('United States');
    await expect(checkout.amount('Tax')).toBeVisible();
    await checkout.country.selectOption({ label: shopper.country });
    await expect(checkout.pay, 'nobody pays a total that another country changes').toBeHidden();
    await checkout.updateDelivery.click();
    await expect(checkout.amount('Tax, included')).toBeVisible();
    await expect(checkout.content).toContainText('Country: Germany');
    await expect(checkout.pay).toHaveText(`Pay ${await checkout.amount('Total').innerText()}`);

    // A browser takes these for an address and a town, the shop does not.
    await checkout.fill({ ...shopper, email: 'ada@example', city: '   ' });
    alarms.announceStatus(422);
    await checkout.pay.click();
    await expect(checkout.problems).toBeFocused();
    await checkout.problems.getByRole('link', { name: /Enter the town/ }).click();
    await expect(checkout.field('Town or city')).toBeFocused();
    await expect(checkout.field('Town or city')).toHaveAccessibleDescription(/Enter the town/);
    await expect(checkout.field('Email')).toHaveAccessibleDescription(/Enter an e-mail address/);
    await expect(checkout.field('Full name'), 'nothing typed is lost').toHaveValue(shopper.name);
    await expect(checkout.country.locator('option:checked')).toHaveText(shopper.country);
    await checkout.field('Email').fill(shopper.email);
    await checkout.field('Town or city').fill(shopper.city);
    await checkout.pay.click();

    const order = new OrderPage(page);
    await expect(order.heading).toHaveText('Thank you, it is yours');
    await fulfilAndTell(page, staff, shopper);
  });
});

test('when the wasm does not arrive, the form puts things into the cart', async ({ page, alarms }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  alarms.announce(/Failed to load resource: net::ERR_FAILED/);
  const product = new ProductPage(page);
  await product.open('gannet-roll-top-pack');
  await product.choose('Rust / 22 l');
  await product.addToCart.click();
  await expect(page).toHaveURL(/\/cart$/);
  await expect(new CartPage(page).line('Gannet roll-top pack')).toContainText('Rust / 22 l');
  await new Header(page).expectUnits(1);
});
