import { expect, type Locator, type Page } from '@playwright/test';

/** What stands on top of every page of the shop. */
export class Header {
  readonly cart: Locator;
  readonly search: Locator;
  /** The search with its button. */
  readonly searchForm: Locator;
  /** What is offered below the search while somebody types. */
  readonly suggestions: Locator;
  /** That of them which the arrow keys have come to. */
  readonly active: Locator;
  /** How many there are, for those who do not see it. */
  readonly said: Locator;
  /** The ways that everyone goes: home, wishlist, account, cart. */
  readonly ways: Locator[];

  constructor(private readonly page: Page) {
    const banner = page.getByRole('banner');
    this.cart = banner.getByRole('link', { name: /^Cart/ });
    this.search = banner.getByLabel('Search products', { exact: true });
    this.searchForm = banner.getByRole('search');
    this.suggestions = this.searchForm.getByRole('listbox');
    this.active = this.suggestions.getByRole('option', { selected: true });
    this.said = this.searchForm.locator('[aria-live=polite]');
    this.ways = ['/', '/wishlist', '/account', '/cart'].map((path) => banner.locator(`a[href="${path}"]`));
  }

  async expectUnits(units: number): Promise<void> {
    await expect(this.cart).toHaveAccessibleName(new RegExp(`units in it:\\s*${units}$`));
  }

  /** Its parts as the Tab key leads through them, each with where it is drawn: how far down, and how far along its line. */
  async tour(): Promise<{ part: string; down: number; along: number }[]> {
    const stops: { part: string; down: number; along: number }[] = [];
    for (let step = 0; step < 30; step += 1) {
      await this.page.keyboard.press('Tab');
      const stop = await this.page.evaluate(() => {
        const part = document.activeElement?.closest('.header > *');
        if (!part) return null;
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { part: part.className, down: (top + bottom) / 2, along: document.documentElement.dir === 'rtl' ? -right : left };
      });
      if (!stop && stops.length) break;
      if (stop && stop.part !== stops.at(-1)?.part) stops.push(stop);
    }
    return stops;
  }

  suggestion(name: string | RegExp): Locator {
    return this.suggestions.getByRole('option', { name });
  }

  /**
   * Types into the search, whatever the page's language calls it, until something is offered. What a busy shop does not find in time it
   * leaves out, and whoever types again asks again.
   */
  async beginToSearch(words: string): Promise<void> {
    const field = this.searchForm.locator('[name=q]');
    await expect(async () => {
      await field.clear();
      await field.pressSequentially(words);
      await expect(this.suggestions).toBeVisible({ timeout: 2_000 });
    }).toPass();
  }

  async searchFor(words: string): Promise<void> {
    await this.search.fill(words);
    await this.search.press('Enter');
  }
}
