import type { Locator, Page } from '@playwright/test';

/** What happens in the shop at this moment, renewed every second. */
export class SurgeConsole {
  /** "Level 4", and what that means. */
  readonly level: Locator;

  constructor(private readonly page: Page) {
    this.level = page.locator('.admin-level');
  }

  async open(): Promise<void> {
    await this.page.goto('/admin/surge');
  }

  /** A figure beside the charts, such as "Orders a second". */
  figure(label: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: label });
    return this.page.locator('.admin-figure').filter({ has: term }).getByRole('definition');
  }
}
