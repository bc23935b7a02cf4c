import type { Locator, Page } from '@playwright/test';

/** What the cart's page and its drawer have in common. */
export class CartLines {
  readonly problems: Locator;
  readonly checkOut: Locator;

  constructor(
    protected readonly page: Page,
    readonly content: Locator,
  ) {
    this.problems = content.getByRole('alert');
    this.checkOut = content.getByRole('link', { name: 'Check out' });
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
}
