import { expect, test } from '../fixtures/test';
import { Header } from '../pages/header';
import { HomePage } from '../pages/home';
import { ListingPage } from '../pages/listing';
import { SHOP_NAME } from '../shop/environment';

test.beforeEach(async ({ page }) => {
  await new HomePage(page).open();
});

test('a search finds a product by words of its title', async ({ page }) => {
  const listing = new ListingPage(page);
  await new Header(page).searchFor('storm lantern');
  await expect(listing.heading).toHaveText('Results for “storm lantern”');
  await listing.product('Breakwater storm lantern').click();
  await expect(page).toHaveURL(/\/products\/breakwater-storm-lantern$/);
});

test('the beginning of a word is enough', { tag: '@once' }, async ({ page }) => {
  await new Header(page).searchFor('breakw');
  await expect(new ListingPage(page).product('Breakwater storm lantern')).toBeVisible();
});

test('a word of the story finds the product too', { tag: '@once' }, async ({ page }) => {
  await new Header(page).searchFor('lichen');
  await expect(new ListingPage(page).product('Weather watercolour tin')).toBeVisible();
});

test('a search without a hit says so and leads on', { tag: '@once' }, async ({ page }) => {
  const listing = new ListingPage(page);
  await new Header(page).searchFor('qzxwv');
  await expect(listing.text('Nothing matches “qzxwv”.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'See everything' }).click();
  await expect(listing.heading).toHaveText('All products');
});

test('words are suggested while somebody types, and can be taken', async ({ page }) => {
  const [header, listing] = [new Header(page), new ListingPage(page)];
  // The beginning of a name that no other test gives to anything: few are suggested.
  await header.search.pressSequentially('breakw');
  await expect.poll(() => header.suggestions()).toContain('Breakwater storm lantern');
  // Browsers show them outside of the page; what is chosen there is typed.
  await header.searchFor((await header.suggestions()).find((words) => words.startsWith('Breakwater'))!);
  await expect(listing.product('Breakwater storm lantern')).toBeVisible();
});

test('what was mistyped is found, and the page says what it looked for', async ({ page }) => {
  const listing = new ListingPage(page);
  await new Header(page).searchFor('lantren');
  await expect(listing.heading).toHaveText('Results for “lantren”');
  await expect(listing.product('Breakwater storm lantern')).toBeVisible();
  await expect(listing.text('Nothing matches “lantren”. These are results for “lantern”.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: '“lantern”' }).click();
  await expect(listing.heading).toHaveText('Results for “lantern”');
  await expect(listing.text('Nothing matches')).toHaveCount(0);
});

/** A market, a word of its language, and the product that is called so there. */
const TRANSLATED = [
  { market: '/de', word: 'Sturmlaterne', title: 'Sturmlaterne Breakwater' },
  { market: '/ar', word: 'فانوس', title: 'فانوس العواصف بريكووتر' },
];

for (const { market, word, title } of TRANSLATED) {
  test(`a search of ${market} finds and suggests what it is called there`, { tag: '@once' }, async ({ page }) => {
    const header = new Header(page);
    await page.goto(`${market}/`);
    const search = header.searchForm.locator('[name=q]');
    await search.pressSequentially(word);
    await expect.poll(() => header.suggestions()).toContain(title);
    await search.press('Enter');
    await expect(page).toHaveURL(new RegExp(`${market}/search`));
    await new ListingPage(page).product(title).click();
    await expect(page).toHaveURL(new RegExp(`${market}/products/breakwater-storm-lantern$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  });
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE product; --",
  '" OR NEAR(a b) *',
  '</title></textarea><svg onload=alert(1)>',
];

test('hostile words are only words', { tag: '@once' }, async ({ page }) => {
  const main = page.getByRole('main');
  for (const words of HOSTILE) {
    await new Header(page).searchFor(words);
    await expect(new ListingPage(page).heading).toHaveText(`Results for “${words}”`);
    await expect(main.getByRole('searchbox')).toHaveValue(words);
    await expect(page).toHaveTitle(`Results for “${words}” · ${SHOP_NAME}`);
    await expect(main.locator('script, img[onerror], svg[onload]')).toHaveCount(0);
  }
});
