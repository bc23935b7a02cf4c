import type { Locator, Page } from '@playwright/test';

/** The sandbox provider's own page, which stands in for a bank. */
export class ApprovalPage {
  readonly heading: Locator;
  readonly approve: Locator;
  readonly decline: Locator;

  constructor(page: Page) {
    const content = page.getByRole('main');
    this.heading = content.getByRole('heading', { level: 1 });
    this.approve = content.getByRole('button', { name: 'Approve' });
    this.decline = content.getByRole('button', { name: 'Decline' });
  }
}
