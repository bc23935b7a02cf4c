import { someTitle } from '../journeys/stock';
import { expect, test } from '../fixtures/test';
import { ProductEditor } from '../pages/admin/product-editor';
import { ProductList } from '../pages/admin/products';
import { StockPage } from '../pages/admin/stock';
import { Header } from '../pages/header';
import { ListingPage } from '../pages/listing';
import { ProductPage } from '../pages/product';
import { SHOP_NAME } from '../shop/environment';

// The alarms of `fixtures` are half of these tests: a script that gets onto a page opens a dialog, or is kept out by the
// content security policy, and both fail the test.

const ATTACKS = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(2)</script>',
  '</textarea><script>alert(3)</script>',
  '<svg onload="alert(4)"></svg>',
  '<a href="javascript:alert(5)">five</a>',
  '<style>*{display:none}</style>',
].join('\n');
const DESCRIPTION = `<p>Honest <strong>words</strong>.</p>\n${ATTACKS}`;
// A product's page ends with two scripts of the shop's own.
const OWN = ':not([src^="/product.js?v="], [src^="/drawer.js?v="])';
const SCRIPTS = `main script${OWN}, main style, main iframe, main [onerror], main [onload], main [href^="javascript:"]`;

test('a product made of attacks is shown as text in the shop and in the admin', { tag: '@once' }, async ({ page, staff }) => {
  const title = someTitle("</title><script>document.title='pwned'</script>");
  const editor = new ProductEditor(staff);
  await editor.create({ title, description: DESCRIPTION, collection: 'Paper' });
  await expect(editor.heading).toHaveText(title);
  await expect(staff).toHaveTitle(new RegExp(`^${escaped(title)} · `));
  await expect(editor.description).toHaveValue(/<p>Honest <strong>words<\/strong>\.<\/p>/);
  await expect(editor.description).not.toHaveValue(/script|onerror|onload|javascript/);
  await editor.addVariant({ price: '10.00', sku: someTitle('"><script>alert(6)</script>') });
  await expect(editor.variants).toContainText('<script>alert(6)</script>');
  const href = await editor.viewInShop.getAttribute('href');
  await expect(staff.locator(SCRIPTS)).toHaveCount(0);

  const product = new ProductPage(page);
  await page.goto(href!);
  await expect(product.heading).toHaveText(title);
  await expect(page).toHaveTitle(`${title} · ${SHOP_NAME}`);
  await expect(product.content.getByText('Honest words.')).toBeVisible();
  await expect(page.locator(SCRIPTS)).toHaveCount(0);

  await new Header(page).searchFor(title);
  await expect(new ListingPage(page).product(title)).toBeVisible();
  await expect(page.locator(SCRIPTS)).toHaveCount(0);
  await page.goto('/collections/paper');
  await expect(page.locator(SCRIPTS)).toHaveCount(0);

  await new ProductList(staff).openProduct(title);
  await new StockPage(staff).openVariantOf(title);
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(staff.locator(SCRIPTS)).toHaveCount(0);
});

test('attacks in a form that comes back stay in its fields, letter by letter', { tag: '@once' }, async ({ staff, alarms }) => {
  const title = someTitle('"><script>alert(7)</script>');
  const description = `\n${DESCRIPTION}\n</textarea>&lt;&amp;`;
  const editor = new ProductEditor(staff);
  alarms.announceStatus(422);
  // A name without letters or digits is refused.
  await editor.create({ title, description, slug: '!!!' });
  await expect(editor.problems).toContainText('Use letters, digits and hyphens.');
  await expect(editor.field('Title')).toHaveValue(title);
  await expect(editor.description).toHaveValue(description);
  await expect(staff.locator(SCRIPTS)).toHaveCount(0);
});

test('an SVG with a script in it is not taken as a picture', { tag: '@once' }, async ({ staff, alarms }) => {
  const editor = new ProductEditor(staff);
  await editor.create({ title: someTitle('Picture frame') });
  alarms.announceStatus(422);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(8)"/>';
  await editor.addPicture({ name: 'frame.png', mimeType: 'image/png', buffer: Buffer.from(svg) }, 'A frame');
  await expect(editor.problems).toContainText('PNG, JPEG or WebP');
  await expect(editor.pictures.getByRole('img')).toHaveCount(0);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
