import type { Locator, Page } from '@playwright/test';
import type { Shopper } from '../samples/shopper';

export class CheckoutPage {
  readonly content: Locator;
  readonly country: Locator;
  readonly updateDelivery: Locator;
  /** Says what the button says: "Pay $84.00". */
  readonly pay: Locator;
  readonly problems: Locator;
  readonly totals: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.country = this.content.getByRole('combobox', { name: 'Country' });
    this.updateDelivery = this.content.getByRole('button', { name: 'Update delivery' });
    this.pay = this.content.getByRole('button', { name: /^Pay / });
    this.problems = this.content.getByRole('alert');
    this.totals = this.content.getByRole('table', { name: 'What it comes to' });
  }

  async open(): Promise<void> {
    await this.page.goto('/checkout');
  }

  field(label: string): Locator {
    return this.content.getByRole('textbox', { name: label });
  }

  card(label: string): Locator {
    return this.content.getByRole('radio', { name: label, exact: true });
  }

  /** One row of what it comes to, such as "Total". */
  amount(label: string): Locator {
    const heading = this.page.getByRole('rowheader', { name: label, exact: true });
    return this.totals.getByRole('row').filter({ has: heading }).getByRole('cell');
  }

  /** Country and way of shipping decide the total, so they come first and load the page anew. */
  async deliverTo(country: string): Promise<void> {
    await this.country.selectOption({ label: country });
    await this.updateDelivery.click();
  }

  async fill(shopper: Shopper): Promise<void> {
    await this.field('Email').fill(shopper.email);
    await this.field('Full name').fill(shopper.name);
    await this.field('Street and number').fill(shopper.street);
    await this.field('Town or city').fill(shopper.city);
    await this.field('State or region').fill(shopper.region ?? '');
    await this.field('Postal code').fill(shopper.postalCode);
  }
}
