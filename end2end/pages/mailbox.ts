import { expect, type Locator, type Page } from '@playwright/test';

/** The mailbox for development. */
export class Mailbox {
  readonly content: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
  }

  mailsTo(address: string): Locator {
    return this.content.getByRole('listitem').filter({ hasText: address });
  }

  /** Opens the mail to `address` about `subject`, once a job has sent it. */
  async openMail(address: string, subject: RegExp): Promise<void> {
    const mail = this.mailsTo(address).getByRole('link', { name: subject });
    await expect(async () => {
      await this.page.goto('/dev/mailbox');
      await expect(mail).toHaveCount(1, { timeout: 500 });
    }).toPass();
    await mail.click();
    await expect(this.content.getByRole('heading', { level: 1 })).toHaveText(subject);
  }
}
