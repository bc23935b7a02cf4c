import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { HomePage } from '../pages/home';
import { ListingPage } from '../pages/listing';

const MOST = 60;
const COLOURS = ['Rust', 'Kelp'];

/** All products of two colours that are in stock and not dear. */
async function narrow(page: Page): Promise<ListingPage> {
  const listing = new ListingPage(page);
  await page.goto('/products');
  await listing.openFilters();
  for (const colour of COLOURS) await (await listing.value('Colour', colour)).check();
  await listing.inStock.check();
  await listing.priceField('To').fill(String(MOST));
  await listing.show();
  await expect(listing.chips).toHaveText([/In stock/, /Up to \$60/, /Colour: Kelp/, /Colour: Rust/]);
  return listing;
}

/** As many cards as the page says; answers with how many. */
async function expectCounted(listing: ListingPage): Promise<number> {
  const cards = await listing.cards.count();
  await expect(listing.count).toHaveText(`${cards} ${cards === 1 ? 'product' : 'products'}`);
  return cards;
}

/** Narrows the list, and takes one filter after the other away. */
async function narrowAndWiden(page: Page): Promise<void> {
  const listing = await narrow(page);
  const narrowed = await expectCounted(listing);
  expect(narrowed).toBeGreaterThan(0);
  expect(Math.max(...(await listing.prices()))).toBeLessThanOrEqual(MOST);
  await listing.openFilters();
  await expect(await listing.value('Colour', 'Rust'), 'the form is as it was sent').toBeChecked();
  await expect(await listing.value('Colour', 'Moss')).not.toBeChecked();
  await expect(listing.inStock).toBeChecked();
  await expect(listing.priceField('To')).toHaveValue('60.00');
  if (await listing.filterButton.isVisible()) await listing.filters.getByRole('button', { name: 'Close' }).click();

  await listing.chip('Colour: Kelp').click();
  await expect(listing.chips).toHaveText([/In stock/, /Up to \$60/, /Colour: Rust/]);
  expect(await expectCounted(listing), 'one colour is less than two').toBeLessThan(narrowed);
  await listing.chip('Colour: Rust').click();
  await expect(listing.chips).toHaveCount(2);
  await expect(listing.cards, 'without a colour there is more').not.toHaveCount(narrowed);
  await listing.text('Show all').click();
  await expect(listing.chips).toHaveCount(0);
  await expect(page).toHaveURL(/\/products$/);
}

async function sortByPrice(page: Page): Promise<void> {
  const listing = new ListingPage(page);
  await page.goto('/collections/light');
  const goods = await expectCounted(listing);
  const ascending = (one: number, other: number) => one - other;
  await listing.sortBy('Price, low to high');
  await expect(page).toHaveURL(/sort=price-asc/);
  const upwards = await listing.prices();
  expect(upwards).toEqual([...upwards].sort(ascending));
  await listing.sortBy('Price, high to low');
  await expect(page).toHaveURL(/sort=price-desc/);
  expect(await listing.prices()).toEqual([...upwards].reverse());
  expect(upwards).toHaveLength(goods);
}

test('a list is narrowed to what is wanted, and each filter can be taken away', async ({ page }) => {
  await narrowAndWiden(page);
});

test('a list is sorted by price, up and down', async ({ page }) => {
  await sortByPrice(page);
});

test('the back button leads to the list as it was narrowed', async ({ page }) => {
  const listing = await narrow(page);
  const address = page.url();
  const titles = await listing.cards.getByRole('link').allTextContents();
  await listing.cards.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/products\/[^?]+/);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(listing.chips).toHaveCount(4);
  await expect(listing.cards.getByRole('link')).toHaveText(titles);
  await listing.openFilters();
  await expect(await listing.value('Colour', 'Kelp')).toBeChecked();
});

test('breadcrumbs lead back', async ({ page }) => {
  const listing = new ListingPage(page);
  await new HomePage(page).open();
  await new HomePage(page).openCollection('Light');
  await expect(listing.heading).toHaveText('Light');
  await listing.cards.getByRole('link').first().click();
  await expect(listing.breadcrumbs.getByRole('link')).toHaveText(['Home', 'Light']);
  await listing.breadcrumbs.getByRole('link', { name: 'Light' }).click();
  await expect(listing.heading).toHaveText('Light');
  await listing.breadcrumbs.getByRole('link', { name: 'Home' }).click();
  await expect(page).toHaveURL(/[^/]\/$/);
});

test('what no price can be is said, and the list stays', async ({ page, alarms }) => {
  alarms.announceStatus(422);
  const listing = new ListingPage(page);
  await page.goto('/products');
  await listing.openFilters();
  await listing.priceField('From').fill('50');
  await listing.priceField('To').fill('20');
  await listing.show();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('The lowest price is above the highest. Change one of them.');
  await expect(listing.cards).not.toHaveCount(0);
  await listing.openFilters();
  await expect(listing.priceField('From')).toHaveValue('50');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a list is narrowed by its form and widened by links', async ({ page }) => {
    await narrowAndWiden(page);
  });

  test('a list is sorted by a form', async ({ page }) => {
    await sortByPrice(page);
  });
});
