import type { Locator, Page } from '@playwright/test';

/** An order as staff see it. */
export class StaffOrderPage {
  readonly content: Locator;
  readonly head: Locator;
  readonly timeline: Locator;
  readonly items: Locator;
  private readonly fulfilment: Locator;

  constructor(page: Page) {
    this.content = page.getByRole('main');
    // Its number, and the states of order and payment.
    this.head = this.content.locator('header');
    this.timeline = this.content.getByRole('region', { name: 'Timeline' });
    this.items = this.content.getByRole('table', { name: 'Items', exact: true });
    this.fulfilment = this.content.getByRole('region', { name: 'Fulfil' });
  }

  async fulfil(tracking: string): Promise<void> {
    await this.fulfilment.getByRole('textbox', { name: 'Tracking number' }).fill(tracking);
    await this.fulfilment.getByRole('button', { name: 'Mark as fulfilled' }).click();
  }

  async cancel(reason: string): Promise<void> {
    const form = this.disclosure('Cancel order…');
    await form.getByText('Cancel order…').click();
    await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await form.getByRole('button', { name: 'Yes, cancel this order' }).click();
  }

  /** Pays back some units of the line with this title and puts them back into stock. */
  async refund(title: string, units: number, reason: string): Promise<void> {
    const form = this.disclosure('Refund…');
    await form.getByText('Refund…').click();
    await form.getByRole('spinbutton', { name: `Refund of ${title}` }).fill(String(units));
    await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await form.getByRole('button', { name: 'Refund the items above' }).click();
  }

  private disclosure(summary: string): Locator {
    return this.content.getByRole('group').filter({ hasText: summary }).first();
  }
}
