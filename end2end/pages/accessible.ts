import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA, and what it stands on. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Nothing that axe can find keeps anyone out, as the page is now; in the dark only colours differ. `state` is said when something does. */
export async function expectAccessible(page: Page, state = page.url()): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect.soft(await broken(new AxeBuilder({ page }).withTags(STANDARD)), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect.soft(await broken(new AxeBuilder({ page }).withRules(['color-contrast'])), `${state}, dark`).toEqual([]);
}

/** Each rule that is broken, and where first. */
async function broken(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}. ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`));
}
