import type { Locator, Page } from '@playwright/test';

/** The list of stock, and one variant's page with its ledger. */
export class StockPage {
  readonly content: Locator;
  readonly problems: Locator;
  readonly ledger: Locator;
  readonly units: Locator;
  readonly reason: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.problems = this.content.getByRole('alert');
    this.ledger = this.content.getByRole('table', { name: 'Changes, newest first' });
    this.units = this.content.getByRole('spinbutton', { name: 'Units' });
    this.reason = this.content.getByRole('textbox', { name: 'Reason' });
  }

  async openList(): Promise<void> {
    await this.page.goto('/admin/stock');
  }

  /** Finds a variant by its product's title and opens it. */
  async openVariantOf(title: string): Promise<void> {
    await this.openList();
    await this.content.getByRole('searchbox', { name: 'Title or SKU' }).fill(title);
    await this.content.getByRole('button', { name: 'Search' }).click();
    await this.content.getByRole('row').filter({ hasText: title }).getByRole('link').first().click();
  }

  /** "On hand", "Held" or "For sale". */
  level(label: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: label });
    return this.content.locator('dl > div').filter({ has: term }).getByRole('definition');
  }

  async move(units: number, reason: string): Promise<void> {
    await this.change('Units came or went', units, reason);
  }

  async count(units: number, reason: string): Promise<void> {
    await this.change('Units were counted', units, reason);
  }

  private async change(what: string, units: number, reason: string): Promise<void> {
    await this.content.getByRole('radio', { name: what }).check();
    await this.units.fill(String(units));
    await this.reason.fill(reason);
    await this.content.getByRole('button', { name: 'Change stock' }).click();
  }
}
