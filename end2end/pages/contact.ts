import type { Locator, Page } from '@playwright/test';

/** The page of words with the form that writes to the shop. */
export class ContactPage {
  readonly heading: Locator;
  readonly problems: Locator;
  readonly send: Locator;
  private readonly content: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.problems = this.content.getByRole('alert');
    this.send = this.content.getByRole('button', { name: 'Send message' });
  }

  async open(): Promise<void> {
    await this.page.goto('/pages/contact');
    // Browsers would say by themselves, in their own words, what is missing; what the shop says is looked at.
    await this.content.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  }

  field(label: 'Your name' | 'Your e-mail address' | 'Your message'): Locator {
    return this.content.getByRole('textbox', { name: label, exact: true });
  }

  text(text: string): Locator {
    return this.content.getByText(text);
  }
}
