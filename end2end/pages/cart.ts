import type { Locator, Page } from '@playwright/test';
import { CartLines } from './cart-lines';

export class CartPage extends CartLines {
  readonly heading: Locator;
  readonly empty: Locator;

  constructor(page: Page) {
    super(page, page.getByRole('main'));
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.empty = this.content.getByText('Your cart is empty.');
  }

  async open(): Promise<void> {
    await this.page.goto('/cart');
  }

  async remove(title: string): Promise<void> {
    await this.content.getByRole('button', { name: `Remove ${title}`, exact: true }).click();
  }
}
