import type { Locator, Page } from '@playwright/test';

export class OrderList {
  readonly heading: Locator;
  readonly states: Locator;
  private readonly content: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.states = this.content.getByRole('navigation', { name: 'State' });
  }

  async open(): Promise<void> {
    await this.page.goto('/admin/orders');
  }

  async searchFor(words: string): Promise<void> {
    await this.content.getByRole('searchbox', { name: 'Number or email' }).fill(words);
    await this.content.getByRole('button', { name: 'Search' }).click();
  }

  async showState(label: string): Promise<void> {
    await this.states.getByRole('link', { name: label, exact: true }).click();
  }

  ordersOf(email: string): Locator {
    return this.content.getByRole('row').filter({ hasText: email });
  }

  /** Finds the order by who placed it and opens it. */
  async openOrderOf(email: string): Promise<void> {
    await this.open();
    await this.searchFor(email);
    await this.ordersOf(email).getByRole('link').click();
  }
}
