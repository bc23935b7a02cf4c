import { expect, type Locator, type Page } from '@playwright/test';

export class ProductPage {
  readonly content: Locator;
  readonly heading: Locator;
  readonly quantity: Locator;
  readonly addToCart: Locator;
  /** Says that what is chosen is gone; nothing can be bought then. */
  readonly soldOut: Locator;
  /** Where the island tells what became of it, to the eye and to screen readers. */
  readonly answer: Locator;
  /** Where screen readers are told what has changed on the page. */
  readonly said: Locator;
  /** Pictures beside each other, to be pushed along. */
  readonly gallery: Locator;
  /** Shows the pictures as large as the window. */
  readonly fullView: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.quantity = this.content.getByRole('spinbutton', { name: 'Quantity' });
    this.addToCart = this.content.getByRole('button', { name: 'Add to cart' });
    this.soldOut = this.content.locator('.offer .stock-out');
    this.answer = this.content.locator('form').getByRole('status');
    this.said = this.content.locator('.product + [role=status]');
    this.gallery = this.content.locator('.gallery');
    this.fullView = this.content.locator('.product-pictures').getByRole('button');
  }

  async open(slug: string): Promise<void> {
    await this.page.goto(`/products/${slug}`);
  }

  /** One value of an option: a link to the variant it leads to. */
  value(name: string): Locator {
    return this.content.locator('.picker').getByRole('link', { name, exact: false });
  }

  /** Chooses a variant by the values in its name, `Rust / 22 l`, one after the other. */
  async choose(name: string): Promise<void> {
    for (const value of name.split(' / ')) {
      const link = this.value(value).first();
      if ((await link.getAttribute('aria-current')) !== 'true') await link.click();
      await expect(link).toHaveAttribute('aria-current', 'true');
    }
  }

  /** Waits until the island listens: a form sent before goes to the server by itself, which is right, but not meant here. */
  async hydrated(): Promise<void> {
    // It is wanted as soon as it is touched.
    await this.content.locator('.buy').dispatchEvent('pointerover');
    const browser = await this.page.context().newCDPSession(this.page);
    const submitListeners = async () => {
      const expression = `[...document.querySelectorAll('main form')].find((form) => form.action.endsWith('/cart/lines'))`;
      const { result } = await browser.send('Runtime.evaluate', { expression });
      if (!result.objectId) return 0;
      const { listeners } = await browser.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
      return listeners.filter((listener) => listener.type === 'submit').length;
    };
    await expect.poll(submitListeners, { message: 'the island listens' }).toBeGreaterThan(0);
    await browser.detach();
  }
}
