import { expect, type Locator, type Page } from '@playwright/test';

/** What a visitor without a connection sees: pages as they were, and the page that says that there is none. */
export class OfflinePage {
  readonly heading: Locator;
  /** Above a page that was kept. */
  readonly banner: Locator;
  readonly cart: Locator;
  readonly products: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'You are offline' });
    this.banner = page.getByRole('main').locator('.still-banner');
    this.cart = page.locator('[data-kept=cart]');
    this.products = page.locator('[data-kept=products]');
  }

  /** The browser has a worker that answers for this page. */
  async controlled(): Promise<void> {
    const state = () => this.page.evaluate(() => navigator.serviceWorker.controller?.state);
    await expect.poll(state, { message: 'the page has a worker' }).toBe('activated');
  }

  /** Paths of the pages that are kept, whatever they are of. */
  async kept(): Promise<string[]> {
    return this.held('floodgate-pages', 'floodgate-cart');
  }

  /** What is kept of a page. */
  async keptText(path: string): Promise<string> {
    return this.page.evaluate(async (path) => (await (await caches.match(path))?.text()) ?? '', path);
  }

  /** Paths of what some caches hold. */
  async held(...names: string[]): Promise<string[]> {
    return this.page.evaluate(async (names) => {
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname);
    }, names);
  }

  /** Paths of what is kept of the shop itself, whichever build it is of. */
  async heldFiles(): Promise<string[]> {
    return this.held(...(await this.caches()).filter((name) => name.startsWith('floodgate-files-')));
  }

  /** Names of all caches. */
  async caches(): Promise<string[]> {
    return this.page.evaluate(() => caches.keys());
  }
}
