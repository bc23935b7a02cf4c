import type { Page } from '@playwright/test';
import { buy } from '../journeys/buy';
import { stockProduct } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { ProductEditor } from '../pages/admin/product-editor';
import { ProductList } from '../pages/admin/products';
import { AccountPage } from '../pages/account';
import { expectSoundLayout } from '../pages/any-page';
import { ContactPage } from '../pages/contact';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import { ProductPage } from '../pages/product';
import { someShopper } from '../samples/shopper';
import { SHOP_NAME } from '../shop/environment';

const HOSTILE = '</textarea><script>alert(1)</script> "quoted" & said';

test('a message to the shop comes back until it is whole, with all that was typed', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  const contact = new ContactPage(page);
  await contact.open();
  await contact.field('Your name').fill('Ada');
  await contact.field('Your message').fill(HOSTILE);
  await contact.send.click();
  await expect(contact.problems).toBeFocused();
  await expect(contact.problems.getByRole('link')).toHaveText(['Your e-mail address: Enter an e-mail address, like ada@example.com.']);
  await expect(contact.field('Your e-mail address')).toHaveAccessibleDescription(/Enter an e-mail address/);
  await expect(contact.field('Your name')).toHaveValue('Ada');
  await expect(contact.field('Your message')).toHaveValue(HOSTILE);
  await expectSoundLayout(page);

  await contact.field('Your e-mail address').fill(someShopper().email);
  await contact.send.click();
  await expect(page).toHaveURL(/\/contact\/sent$/);
  await expect(contact.heading).toHaveText('Thank you');
  await expect(contact.text('Your message is on its way to us.')).toBeVisible();
});

test('an empty message is told what it lacks', { tag: '@once' }, async ({ page, alarms }) => {
  alarms.announceStatus(422);
  const contact = new ContactPage(page);
  await contact.open();
  await contact.send.click();
  await expect(contact.problems.getByRole('link')).toHaveText([/^Your name: /, /^Your e-mail address: /, /^Your message: /]);
  await contact.problems.getByRole('link', { name: /^Your message/ }).click();
  await expect(contact.field('Your message')).toBeFocused();
});

/** Asks for the way to an order; answers with all that the shop says to it. */
async function lookUp(page: Page, number: string, email: string): Promise<string> {
  const account = new AccountPage(page);
  await page.goto('/orders/lookup');
  await account.field('Order number').fill(number);
  await account.field('Email').fill(email);
  await account.content.getByRole('button', { name: 'Send me its page' }).click();
  await expect(account.heading).toHaveText('Please look at your mail');
  return account.content.innerText();
}

test('an order is found by its number and address, and whoever guesses learns nothing', async ({ page, neighbour }) => {
  const [shopper, stranger] = [someShopper(), someShopper()];
  const number = await (await buy(page, { slug: 'limpet-key-hook' }, shopper)).number();
  const unknownNumber = await lookUp(neighbour, '987654321', shopper.email);
  const unknownAddress = await lookUp(neighbour, number, stranger.email);
  const right = await lookUp(neighbour, number, shopper.email);
  expect([unknownNumber, unknownAddress]).toEqual([right, right]);

  const mailbox = new Mailbox(neighbour);
  await mailbox.openMail(shopper.email, new RegExp(`^Your order ${number} at ${SHOP_NAME}$`));
  await mailbox.content.getByRole('link', { name: '/orders/' }).click();
  await expect(new OrderPage(neighbour).heading).toHaveText('Thank you, it is yours');
  expect(await new OrderPage(neighbour).number()).toBe(number);
  await neighbour.goto('/dev/mailbox');
  await expect(mailbox.mailsTo(stranger.email)).toHaveCount(0);
});

test('the newsletter asks by mail whether it was you', async ({ page }) => {
  const { email } = someShopper();
  const [main, mailbox] = [page.getByRole('main'), new Mailbox(page)];
  const heading = main.getByRole('heading', { level: 1 });
  await page.goto('/products');
  await page.getByRole('contentinfo').getByLabel('News now and then, by mail').fill(email);
  await page.getByRole('contentinfo').getByRole('button', { name: 'Subscribe' }).click();
  await expect(heading).toHaveText('Please look at your mail');

  await mailbox.openMail(email, /^Shall we send you the newsletter/);
  await mailbox.content.getByRole('link', { name: '/newsletter/' }).click();
  const link = page.url();
  await expect(heading, 'a mail program that looks at the link decides nothing').toHaveText('Our newsletter');
  await main.getByRole('button', { name: 'Yes, send it to me' }).click();
  await expect(heading).toHaveText('Welcome');
  await page.goto(link);
  await main.getByRole('button', { name: 'No, remove my address' }).click();
  await expect(heading).toHaveText('Your address is removed');
});

test('a product leads to others like it', async ({ page }) => {
  const product = new ProductPage(page);
  await product.open('limpet-key-hook');
  const alike = page.getByRole('region', { name: 'You may also like' }).getByRole('article').getByRole('link');
  await expect(alike).not.toHaveCount(0);
  expect(await alike.allInnerTexts(), 'and not to itself').not.toContain('Limpet key hook');
  const title = await alike.first().innerText();
  await alike.first().click();
  await expect(product.heading).toHaveText(title);
  await expect(product.addToCart).toBeVisible();
});

test('whoever knows a product by its old address is led to the new one', { tag: '@once' }, async ({ page, staff }) => {
  const goods = await stockProduct(staff, 'Renamed lamp', 1);
  const [product, editor] = [new ProductPage(page), new ProductEditor(staff)];
  await product.open(goods.slug);
  await expect(product.heading).toHaveText(goods.title);

  const slug = `${goods.slug}-anew`;
  await new ProductList(staff).openProduct(goods.title);
  await editor.field('Name in addresses').fill(slug);
  await editor.save();
  await expect(editor.viewInShop).toHaveAttribute('href', `/products/${slug}`);

  for (const [path, now] of [
    [`/products/${goods.slug}`, `/products/${slug}`],
    [`/de/products/${goods.slug}`, `/de/products/${slug}`],
    [`/products/${goods.slug}/reviews`, `/products/${slug}/reviews`],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveURL(now);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(goods.title);
  }
});
