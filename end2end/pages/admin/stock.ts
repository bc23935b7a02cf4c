import { expect, type Locator, type Page } from '@playwright/test';

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
    this.units = this.content.getByRole('spinbutton', { name: 'Units', exact: true });
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

  /** Its level at one location: on hand, held, free. */
  at(location: string): Locator {
    const levels = this.content.getByRole('table', { name: 'Stock by location' });
    return levels.getByRole('row').filter({ hasText: location });
  }

  async transfer(to: string, units: number): Promise<void> {
    const form = this.content.getByRole('region', { name: 'Move to another location' });
    await form.getByRole('combobox', { name: 'To' }).selectOption({ label: to });
    await form.getByRole('spinbutton', { name: 'Units to move' }).fill(String(units));
    await form.getByRole('button', { name: 'Move units' }).click();
  }

  /** How it is sold; what is not named is left empty. */
  async sell(policy: { mostPerPerson?: number; holdSeconds?: number; holdInCart?: boolean }): Promise<void> {
    const form = this.content.getByRole('region', { name: 'How it is sold' });
    await form.getByRole('spinbutton', { name: 'Most per person' }).fill(String(policy.mostPerPerson ?? ''));
    await form.getByRole('spinbutton', { name: 'Hold in seconds' }).fill(String(policy.holdSeconds ?? ''));
    await form.getByRole('checkbox').setChecked(policy.holdInCart ?? false);
    // Not the notice: all windows of staff are one session, and whichever is first shows it.
    const saved = this.page.waitForEvent('load');
    await form.getByRole('button', { name: 'Save how it is sold' }).click();
    await saved;
    await expect(this.problems).toHaveCount(0);
  }

  /** Lines of SKU × quantity. */
  async bundle(parts: string): Promise<void> {
    const form = this.content.getByRole('region', { name: 'Bundle' });
    const components = form.getByRole('textbox', { name: 'Components' });
    if (!(await components.isVisible())) await form.getByText('What it consists of…').click();
    await components.fill(parts);
    await form.getByRole('button', { name: 'Save bundle' }).click();
  }

  private async change(what: string, units: number, reason: string): Promise<void> {
    await this.content.getByRole('radio', { name: what }).check();
    await this.units.fill(String(units));
    await this.reason.fill(reason);
    await this.content.getByRole('button', { name: 'Change stock' }).click();
  }
}
