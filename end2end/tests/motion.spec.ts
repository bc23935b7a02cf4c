import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { ListingPage } from '../pages/listing';
import { ProductPage } from '../pages/product';

/** Each page writes down what moved when it took another's place. */
const WATCH = `addEventListener('pagereveal', async ({ viewTransition }) => {
  await viewTransition?.ready.catch(() => {});
  const parts = document.getAnimations().map(({ effect }) => effect.pseudoElement).filter((part) => part?.startsWith('::view-transition'));
  sessionStorage.setItem('moved', parts.join(' ') || 'nothing');
});`;

async function moved(page: Page): Promise<string | null> {
  return page.evaluate(() => sessionStorage.getItem('moved'));
}

async function fromListToProduct(page: Page): Promise<void> {
  await page.goto('/collections/carry');
  await new ListingPage(page).product('Skerry waxed tote').click();
  await expect(new ProductPage(page).heading).toHaveText('Skerry waxed tote');
}

test("a product's picture moves from its card to its page", { tag: '@once' }, async ({ page }) => {
  const both = /::view-transition-old\(product\).*::view-transition-new\(product\)|::view-transition-new\(product\).*::view-transition-old\(product\)/;
  await page.addInitScript({ content: WATCH });
  // A busy machine may draw the new page before its picture is there: then it has nowhere to move to.
  await expect(async () => {
    await fromListToProduct(page);
    await expect.poll(() => moved(page), { timeout: 3000 }).toMatch(both);
  }).toPass();
});

test('nothing moves for whoever wants no motion', { tag: '@once' }, async ({ page }) => {
  await page.addInitScript({ content: WATCH });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await fromListToProduct(page);
  await expect.poll(() => moved(page)).toBe('nothing');
});
