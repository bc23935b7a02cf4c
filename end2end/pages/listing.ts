import { expect, type Locator, type Page } from '@playwright/test';

/** All products, a collection, or what a search has found. */
export class ListingPage {
  readonly heading: Locator;
  readonly breadcrumbs: Locator;
  /** Says how many products it has. */
  readonly count: Locator;
  readonly cards: Locator;
  /** What it is narrowed to; each leads to the list without it. */
  readonly chips: Locator;
  readonly filters: Locator;
  /** Opens the filters where they are a sheet. */
  readonly filterButton: Locator;
  private readonly content: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.breadcrumbs = this.content.getByRole('navigation', { name: 'Breadcrumbs' });
    this.count = this.content.getByRole('status');
    this.cards = this.content.locator('.listing-found').getByRole('article');
    this.chips = this.content.getByRole('list', { name: 'Chosen filters' }).getByRole('link', { name: /^Remove / });
    this.filters = this.content.getByRole('region', { name: 'Filters' });
    this.filterButton = this.content.getByRole('button', { name: /^Filter/ });
  }

  product(title: string): Locator {
    return this.content.getByRole('article').getByRole('link', { name: title, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.content.getByText(text);
  }

  chip(label: string): Locator {
    return this.chips.filter({ hasText: label });
  }

  async openFilters(): Promise<void> {
    if (await this.filterButton.isVisible()) await this.filterButton.click();
    await expect(this.filters).toBeVisible();
  }

  /** One value of a facet, which is opened where it is closed. Behind its name stands how many products have it. */
  async value(facet: string, name: string): Promise<Locator> {
    const group = this.filters.locator('details').filter({ has: this.page.locator('summary', { hasText: facet }) });
    if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
    return group.getByRole('checkbox', { name: new RegExp(`^${name} \\(`) });
  }

  get inStock(): Locator {
    return this.filters.getByRole('checkbox', { name: /^In stock/ });
  }

  priceField(label: 'From' | 'To'): Locator {
    return this.filters.getByRole('textbox', { name: label });
  }

  async show(): Promise<void> {
    await this.filters.getByRole('button', { name: 'Show results' }).click();
  }

  async sortBy(order: string): Promise<void> {
    await this.content.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: order });
    await this.content.getByRole('button', { name: 'Sort', exact: true }).click();
  }

  /** What each card costs, or begins at. */
  async prices(): Promise<number[]> {
    // What is below the fold is not drawn yet, and so has no inner text.
    const texts = await this.cards.locator('.price-now').allTextContents();
    return texts.map((text) => Number(text.replace(/[^\d.]/g, '')));
  }
}
