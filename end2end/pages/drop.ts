import type { Locator, Page } from '@playwright/test';

/** A drop's own page. */
export class DropPage {
  readonly countdown: Locator;
  readonly join: Locator;

  constructor(
    private readonly page: Page,
    private readonly slug: string,
  ) {
    this.countdown = page.getByRole('timer');
    this.join = page.getByRole('button', { name: /^(Join the draw|Take a place in line)$/ });
  }

  async open(): Promise<void> {
    await this.page.goto(`/drops/${this.slug}`);
  }
}

/** The light page of its queue. */
export class QueuePage {
  /** How things stand, kept up to date. */
  readonly place: Locator;
  readonly join: Locator;
  /** Of the page that asks for a sum or some waiting first. */
  readonly takePlace: Locator;
  readonly buy: Locator;

  constructor(
    private readonly page: Page,
    private readonly slug: string,
  ) {
    this.place = page.getByRole('status');
    this.join = page.getByRole('button', { name: 'Take a place' });
    this.takePlace = page.getByRole('button', { name: 'Take my place' });
    this.buy = page.getByRole('button', { name: /^Buy / });
  }

  async open(): Promise<void> {
    await this.page.goto(`/drops/${this.slug}/queue`);
  }
}
