import type { Locator, Page } from '@playwright/test';

/** All products, a collection, or what a search has found. */
export class ListingPage {
  readonly heading: Locator;
  private readonly content: Locator;

  constructor(page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
  }

  product(title: string): Locator {
    return this.content.getByRole('article').getByRole('link', { name: title, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.content.getByText(text);
  }
}
