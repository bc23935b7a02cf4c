import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { Header } from '../pages/header';
import { HomePage } from '../pages/home';
import { ListingPage } from '../pages/listing';
import { jumped } from '../pages/steady';
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

/** The beginning of a name that no other test gives to anything. */
const BEGINNING = 'breakw';
const LANTERN = /^Breakwater storm lantern/;

/** It lies in the window, above whatever the page has there. */
async function expectAboveThePage(page: Page, list: Locator): Promise<void> {
  const { x, y, width, height } = (await list.boundingBox())!;
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(page.viewportSize()!.width);
  const drawn = await list.evaluate((element, [x, y]) => element.contains(document.elementFromPoint(x, y)), [x + width / 2, y + height - 8] as const);
  expect(drawn, 'nothing covers it').toBe(true);
}

test('products are shown while somebody types, and nothing moves', async ({ page }) => {
  const header = new Header(page);
  await expect(header.search).toHaveRole('combobox');
  await expect(header.search).toHaveAttribute('aria-expanded', 'false');
  await header.beginToSearch(BEGINNING);
  const lantern = header.suggestion(/^Breakwater storm lantern (From )?\$\d+\.\d\d$/);
  await expect(lantern).toHaveAttribute('href', '/products/breakwater-storm-lantern');
  await expect.poll(() => lantern.locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);
  const { width, height } = (await lantern.boundingBox())!;
  const picture = (await lantern.locator('img').boundingBox())!;
  expect(height).toBeGreaterThanOrEqual(44);
  expect(width).toBeGreaterThan(6 * picture.width);
  expect(picture.width).toBe(picture.height);
  await expectAboveThePage(page, header.suggestions);
  await expect(header.search).toHaveAttribute('aria-expanded', 'true');
  await expect(header.search).toHaveAttribute('aria-controls', (await header.suggestions.getAttribute('id'))!);
  await expect(header.said).toHaveText('1 suggestion');
  expect(await jumped(page)).toBeLessThan(0.001);
});

test('keys lead through the suggestions, and the field keeps the focus', async ({ page }) => {
  const header = new Header(page);
  const { search, active, suggestions } = header;
  await header.beginToSearch('brekwater');
  const [words, lantern] = [header.suggestion('breakwater').first(), header.suggestion(LANTERN)];
  await expect(suggestions.getByRole('option')).toHaveCount(2);
  for (const [key, option] of [['ArrowDown', words], ['ArrowDown', lantern], ['ArrowDown', null], ['ArrowUp', lantern], ['ArrowUp', words], ['ArrowUp', null]] as const) {
    await search.press(key);
    await expect(active).toHaveCount(option ? 1 : 0);
    await expect(search).toHaveAttribute('aria-activedescendant', (await option?.getAttribute('id')) ?? '');
    await expect(search).toBeFocused();
  }
  await search.press('Escape');
  await expect(suggestions).toBeHidden();
  await expect(search).toHaveAttribute('aria-expanded', 'false');
  await expect(search).toHaveValue('brekwater');
  await search.press('ArrowUp');
  await expect(lantern).toHaveAttribute('aria-selected', 'true');
  await search.press('Enter');
  await expect(page).toHaveURL(/\/products\/breakwater-storm-lantern$/);
});

test('words that were meant are searched for, and words as they were typed', async ({ page }) => {
  const [header, listing] = [new Header(page), new ListingPage(page)];
  await header.beginToSearch('brekwater');
  await header.search.press('ArrowDown');
  await header.search.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=breakwater$/);
  await expect(listing.heading).toHaveText('Results for “breakwater”');
  await header.beginToSearch(BEGINNING);
  await header.search.press('Enter');
  await expect(listing.heading).toHaveText(`Results for “${BEGINNING}”`);
});

test('a collection is suggested by its name', { tag: '@once' }, async ({ page }) => {
  const header = new Header(page);
  await header.beginToSearch('camp kit');
  await header.suggestion('Camp kitchen Collection').click();
  await expect(page).toHaveURL(/\/collections\/camp-kitchen$/);
});

test('a suggestion is followed like any link, and a click elsewhere puts them away', async ({ page, context }) => {
  const header = new Header(page);
  await header.beginToSearch(BEGINNING);
  const opened = context.waitForEvent('page');
  await header.suggestion(LANTERN).click({ button: 'middle' });
  await expect(await opened).toHaveURL(/\/products\/breakwater-storm-lantern$/);
  await expect(header.search, 'this page stays as it is').toBeFocused();
  await page.getByRole('contentinfo').click({ position: { x: 2, y: 2 } });
  await expect(header.suggestions).toBeHidden();
  await header.search.click();
  await header.suggestion(LANTERN).click();
  await expect(page).toHaveURL(/\/products\/breakwater-storm-lantern$/);
});

test('the Tab key and too few letters put suggestions away', { tag: '@once' }, async ({ page }) => {
  const header = new Header(page);
  await header.beginToSearch(BEGINNING);
  await header.search.press('Tab');
  await expect(header.suggestions).toBeHidden();
  await expect(header.searchForm.getByRole('button')).toBeFocused();
  await header.search.fill('');
  await header.beginToSearch(BEGINNING);
  await header.search.fill('b');
  await expect(header.suggestions).toHaveCount(0);
  await expect(header.said).toBeEmpty();
});

test('a late answer does not take the place of a newer one', { tag: '@once' }, async ({ page }) => {
  const header = new Header(page);
  let answerLate = async (): Promise<void> => {};
  const asked = new Promise<void>((resolve) => {
    void page.route('**/extras/suggest?q=br', (route) => {
      answerLate = () => route.fulfill({ contentType: 'text/html', body: '<div role="listbox"><a role="option" href="/">Late</a></div>' });
      resolve();
    });
  });
  await header.search.fill('br');
  await asked;
  await header.search.fill(BEGINNING);
  await expect(header.suggestion(LANTERN)).toBeVisible();
  const late = page.waitForEvent('requestfinished');
  await answerLate();
  await late;
  await expect(header.suggestions.getByRole('option')).toHaveText([LANTERN]);
});

test('without an answer the search is the form it was', { tag: '@once' }, async ({ page, alarms }) => {
  alarms.announce(/net::ERR_FAILED/);
  const header = new Header(page);
  await header.beginToSearch(BEGINNING);
  await page.route('**/extras/suggest?*', (route) => route.abort());
  const failed = page.waitForEvent('requestfailed');
  await header.search.pressSequentially('ater');
  await failed;
  await expect(header.suggestions, 'what was offered is for other words').toHaveCount(0);
  await expect(header.search).toHaveValue('breakwater');
  await header.search.press('Enter');
  await expect(new ListingPage(page).product('Breakwater storm lantern')).toBeVisible();
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

/** A market, a word of its language, the product that is called so there, and what is said of its price. */
const TRANSLATED = [
  { market: '/de', word: 'Sturmlaterne', title: 'Sturmlaterne Breakwater', price: /\d,\d\d\s€/ },
  { market: '/ar', word: 'فانوس', title: 'فانوس العواصف بريكووتر', price: /د\.إ/ },
];

for (const { market, word, title, price } of TRANSLATED) {
  test(`a search of ${market} finds and suggests what it is called there`, async ({ page }) => {
    const header = new Header(page);
    await page.goto(`${market}/`);
    await header.beginToSearch(word);
    await expect(header.suggestion(title)).toHaveAttribute('href', `${market}/products/breakwater-storm-lantern`);
    await expect(header.suggestion(title)).toContainText(price);
    await expectAboveThePage(page, header.suggestions);
    await header.searchForm.locator('[name=q]').press('Enter');
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
