import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA, and what it stands on. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules that hang on how a page is laid out. */
const LAID_OUT = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

/** Nothing that axe can find keeps anyone out, as the page is now; in the dark only colours differ. `state` is said when something does. */
export async function expectAccessible(page: Page, state = page.url()): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect.soft(await broken(new AxeBuilder({ page }).withTags(STANDARD)), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect.soft(await broken(new AxeBuilder({ page }).withRules(['color-contrast'])), `${state}, dark`).toEqual([]);
}

/** What hangs on how wide the window is; to be asked where phones show a page otherwise. */
export async function expectAccessibleLayout(page: Page, state = page.url()): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect.soft(await broken(new AxeBuilder({ page }).withRules(LAID_OUT)), state).toEqual([]);
}

/** Each rule that is broken, and where first. */
async function broken(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}. ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ''}`));
}
