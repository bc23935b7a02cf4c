import { expect, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../shop/binary';

const MOST_BYTES = 150_000;

/** Photographs the window into `docs/{name}.webp`. */
export async function photograph(page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const picture = Buffer.from(data, 'base64');
  expect(picture.length, name).toBeLessThan(MOST_BYTES);
  writeFileSync(path.join(PROJECT_ROOT, 'docs', `${name}.webp`), picture);
}
