import type { Page } from '@playwright/test';

export class HomePage {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/');
  }

  async openCollection(title: string): Promise<void> {
    const collections = this.page.getByRole('region', { name: 'Collections' });
    await collections.getByRole('link').filter({ hasText: title }).click();
  }
}
