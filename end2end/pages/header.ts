import { expect, type Locator, type Page } from '@playwright/test';

/** What stands on top of every page of the shop. */
export class Header {
  readonly cart: Locator;
  readonly search: Locator;
  /** The search with its button. */
  readonly searchForm: Locator;
  /** The ways that everyone goes: home, wishlist, account, cart. */
  readonly ways: Locator[];

  constructor(page: Page) {
    const banner = page.getByRole('banner');
    this.cart = banner.getByRole('link', { name: /^Cart/ });
    this.search = banner.getByLabel('Search products', { exact: true });
    this.searchForm = banner.getByRole('search');
    this.ways = ['/', '/wishlist', '/account', '/cart'].map((path) => banner.locator(`a[href="${path}"]`));
  }

  async expectUnits(units: number): Promise<void> {
    await expect(this.cart).toHaveAccessibleName(new RegExp(`units in it:\\s*${units}$`));
  }

  async searchFor(words: string): Promise<void> {
    await this.search.fill(words);
    await this.search.press('Enter');
  }
}
