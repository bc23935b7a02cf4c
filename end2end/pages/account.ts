import { expect, type Locator, type Page } from '@playwright/test';

/** The doors of an account, and what is behind them. */
export class AccountPage {
  readonly content: Locator;
  readonly heading: Locator;
  readonly problems: Locator;
  readonly notice: Locator;
  readonly orders: Locator;
  readonly addresses: Locator;
  readonly signOut: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.problems = this.content.getByRole('alert');
    this.notice = this.content.getByRole('status');
    this.orders = this.content.locator('.past-order');
    this.addresses = this.content.locator('.saved-card');
    this.signOut = this.content.getByRole('button', { name: 'Sign out', exact: true });
  }

  field(label: string): Locator {
    return this.content.getByLabel(label, { exact: true });
  }

  async signUp(email: string, password: string, name = ''): Promise<void> {
    await this.page.goto('/account/sign-up');
    await this.field('Email').fill(email);
    await this.content.getByLabel('What shall we call you?').fill(name);
    await this.field('Password').fill(password);
    await this.content.getByRole('button', { name: 'Make an account' }).click();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.goto('/account/sign-in');
    await this.field('Email').fill(email);
    await this.field('Password').fill(password);
    await this.content.getByRole('button', { name: 'Sign in' }).click();
  }

  async askReset(email: string): Promise<void> {
    await this.page.goto('/account/reset');
    await this.field('Email').fill(email);
    await this.content.getByRole('button', { name: 'Send me a link' }).click();
  }

  async open(): Promise<void> {
    await this.page.goto('/account');
    await expect(this.heading).toHaveText('Your orders');
  }
}
