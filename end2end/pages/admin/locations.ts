import type { Locator, Page } from '@playwright/test';

/** Where stock lies. */
export class LocationList {
  readonly content: Locator;
  readonly problems: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.problems = this.content.getByRole('alert');
  }

  async open(): Promise<void> {
    await this.page.goto('/admin/locations');
  }

  async add(name: string): Promise<void> {
    const form = this.content.getByRole('region', { name: 'Add a location' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('button', { name: 'Add location' }).click();
  }

  /** The form of the location called `name`, opened. */
  async change(name: string): Promise<Locator> {
    const form = this.content.getByRole('group').filter({ hasText: name }).first();
    await form.getByText(name).first().click();
    return form;
  }
}
