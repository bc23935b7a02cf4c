import { expect, type Locator, type Page } from '@playwright/test';

/** An order as its owner sees it. */
export class OrderPage {
  readonly content: Locator;
  readonly heading: Locator;
  readonly timeline: Locator;
  readonly totals: Locator;
  readonly approve: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.timeline = this.content.getByRole('region', { name: 'What has happened' });
    this.totals = this.content.getByRole('table', { name: 'What it comes to' });
    this.approve = this.content.getByRole('link', { name: 'Approve the payment' });
  }

  get url(): string {
    return this.page.url();
  }

  /** As people quote it. */
  async number(): Promise<string> {
    const text = await this.content.getByText(/^Order \d+$/).first().innerText();
    return text.replace('Order ', '');
  }

  /** Looks again until the order has got there, as a shopper would who does not wait for the page to do so. */
  async becomes(heading: string): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.heading).toHaveText(heading, { timeout: 500 });
    }).toPass();
  }

  total(): Locator {
    const heading = this.page.getByRole('rowheader', { name: 'Total', exact: true });
    return this.totals.getByRole('row').filter({ has: heading }).getByRole('cell');
  }
}
