import { expect, type Locator, type Page } from '@playwright/test';

/** The cart beside a product's page. */
export class CartDrawer {
  readonly content: Locator;
  readonly problems: Locator;
  readonly checkOut: Locator;
  readonly said: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('dialog', { name: 'Your cart' });
    this.problems = this.content.getByRole('alert');
    this.checkOut = this.content.getByRole('link', { name: 'Check out' });
    this.said = this.content.getByRole('status').first();
  }

  line(title: string): Locator {
    return this.content.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  quantity(title: string): Locator {
    return this.content.getByRole('spinbutton', { name: `Quantity of ${title}`, exact: true });
  }

  async setQuantity(title: string, quantity: number): Promise<void> {
    await this.quantity(title).fill(String(quantity));
    await this.line(title).getByRole('button', { name: 'Update' }).click();
  }

  async close(): Promise<void> {
    await expect(this.content).toBeVisible();
    await this.content.getByRole('button', { name: 'Close' }).click();
    await expect(this.content).toBeHidden();
  }
}
