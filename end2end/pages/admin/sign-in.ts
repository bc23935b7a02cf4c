import type { Locator, Page } from '@playwright/test';
import type { StaffLogin } from '../../shop/environment';

export class SignInPage {
  readonly problems: Locator;
  readonly email: Locator;
  private readonly password: Locator;
  private readonly button: Locator;

  constructor(page: Page) {
    this.problems = page.getByRole('alert');
    this.email = page.getByRole('textbox', { name: 'Email' });
    this.password = page.getByRole('textbox', { name: 'Password' });
    this.button = page.getByRole('button', { name: 'Sign in' });
  }

  async signIn({ email, password }: StaffLogin): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button.click();
  }
}
