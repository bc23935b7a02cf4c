import { expect, type Locator, type Page } from '@playwright/test';
import { expectSoundLayout } from './any-page';

/** The links to the same page in another language or money. */
export class Languages {
  readonly links: Locator;
  readonly current: Locator;

  constructor(page: Page) {
    this.links = page.locator('.footer-languages').getByRole('link');
    this.current = page.locator('.footer-languages [aria-current=true]');
  }

  /** By what the language's speakers call it. */
  to(name: string): Locator {
    return this.links.filter({ hasText: name });
  }
}

/** What the shop itself says on a page: names of goods and makers, and what people typed, are not among it. */
const OWN_WORDS = 'main button, main label:not(.facet *), main legend, main th, main dt, header label, footer h2, .skip-link';

/** The page is Arabic from one side to the other: its direction, its links, its own words. */
export async function expectArabic(page: Page): Promise<void> {
  const where = page.url();
  const html = page.locator('html');
  await expect.soft(html, where).toHaveAttribute('lang', 'ar');
  await expect.soft(html, where).toHaveAttribute('dir', 'rtl');
  await expectSoundLayout(page);
  const ways = await page.locator('header a, footer a:not([hreflang])').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect.soft(ways.filter((href) => !href?.startsWith('/ar/') && !href?.startsWith('/dev/')), `${where}: ways out of the language`).toEqual([]);
  const words = await page.locator(OWN_WORDS).allInnerTexts();
  expect.soft(words.filter((text) => /[a-z]{4}/i.test(text)), `${where}: words left in English`).toEqual([]);
}
