import type { Locator, Page } from '@playwright/test';

export class CartPage {
  readonly content: Locator;
  readonly heading: Locator;
  readonly checkOut: Locator;
  readonly empty: Locator;
  readonly problems: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.checkOut = this.content.getByRole('link', { name: 'Check out' });
    this.problems = this.content.getByRole('alert');
    this.empty = this.content.getByText('Your cart is empty.');
  }

  async open(): Promise<void> {
    await this.page.goto('/cart');
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

  async remove(title: string): Promise<void> {
    await this.content.getByRole('button', { name: `Remove ${title}`, exact: true }).click();
  }
}
