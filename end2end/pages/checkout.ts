import { expect, type Locator, type Page } from '@playwright/test';
import type { Shopper } from '../samples/shopper';

export class CheckoutPage {
  readonly content: Locator;
  readonly country: Locator;
  readonly updateDelivery: Locator;
  /** Says what the button says: "Pay $84.00". */
  readonly pay: Locator;
  readonly problems: Locator;
  readonly totals: Locator;
  /** How long the units are kept. */
  readonly hold: Locator;
  /** The time left, once the island is awake. */
  readonly timer: Locator;
  /** What screen readers are told about it. */
  readonly spoken: Locator;
  readonly keepAgain: Locator;
  /** Opened when there is a code, or something to say about it. */
  readonly discount: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.country = this.content.getByRole('combobox', { name: 'Country' });
    this.updateDelivery = this.content.getByRole('button', { name: 'Update delivery' });
    this.pay = this.content.getByRole('button', { name: /^Pay / });
    this.problems = this.content.getByRole('alert');
    this.totals = this.content.getByRole('table', { name: 'What it comes to' });
    this.hold = this.content.locator('.hold');
    this.timer = this.hold.getByRole('timer', { name: 'Time left' });
    this.spoken = this.hold.getByRole('status');
    this.discount = this.content.locator('details.discount');
    this.keepAgain = this.hold.getByRole('button', { name: 'Keep them for me again' });
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

  /** Country and way of shipping decide the total; the page is answered anew with all that was typed. */
  async deliverTo(country: string): Promise<void> {
    await this.country.selectOption({ label: country });
    const anew = this.page.waitForEvent('load');
    await this.updateDelivery.click();
    await anew;
  }

  /** Types a code and presses its button; the page is answered anew with all that was typed. */
  async applyCode(code: string): Promise<void> {
    if ((await this.discount.getAttribute('open')) === null) await this.discount.locator('summary').click();
    await this.field('Discount code').fill(code);
    await this.press('Apply code');
  }

  async removeCode(): Promise<void> {
    await this.press('Remove code');
  }

  private async press(name: string): Promise<void> {
    const anew = this.page.waitForEvent('load');
    await this.discount.getByRole('button', { name }).click();
    await anew;
  }

  /** What was typed is still there. */
  async expectFilled(shopper: Shopper): Promise<void> {
    await expect(this.country.locator('option:checked')).toHaveText(shopper.country);
    await expect(this.field('Email')).toHaveValue(shopper.email);
    await expect(this.field('Full name')).toHaveValue(shopper.name);
    await expect(this.field('Street and number')).toHaveValue(shopper.street);
    await expect(this.field('Town or city')).toHaveValue(shopper.city);
    await expect(this.field('Postal code')).toHaveValue(shopper.postalCode);
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
