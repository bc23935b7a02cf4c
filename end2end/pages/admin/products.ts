import type { Locator, Page } from '@playwright/test';

export class ProductList {
  readonly content: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
  }

  async open(): Promise<void> {
    await this.page.goto('/admin/products');
  }

  async searchFor(words: string): Promise<void> {
    await this.content.getByRole('searchbox', { name: 'Title, vendor or SKU' }).fill(words);
    await this.content.getByRole('button', { name: 'Search' }).click();
  }

  product(title: string): Locator {
    return this.content.getByRole('link', { name: title, exact: true });
  }

  async openProduct(title: string): Promise<void> {
    await this.open();
    await this.searchFor(title);
    await this.product(title).click();
  }
}
