import { expect, type Locator, type Page } from '@playwright/test';
import { CartLines } from './cart-lines';

/** The cart beside a product's page. */
export class CartDrawer extends CartLines {
  readonly said: Locator;

  constructor(page: Page) {
    super(page, page.getByRole('dialog', { name: 'Your cart' }));
    this.said = this.content.getByRole('status').first();
  }

  async close(): Promise<void> {
    await expect(this.content).toBeVisible();
    await this.content.getByRole('button', { name: 'Close' }).click();
    await expect(this.content).toBeHidden();
  }
}
