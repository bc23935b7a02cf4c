import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { announceDrop } from '../journeys/drop';
import { buy } from '../journeys/buy';
import { expect, test } from '../fixtures/test';
import { DropPage, QueuePage } from '../pages/drop';
import { PROJECT_ROOT } from '../shop/binary';
import { someShopper } from '../samples/shopper';

type Scheme = 'light' | 'dark';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
const MOST_BYTES = 150_000;

/** Photographs the window into `docs/{name}.webp`. */
async function photograph(page: Page, name: string, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const picture = Buffer.from(data, 'base64');
  expect(picture.length, name).toBeLessThan(MOST_BYTES);
  writeFileSync(path.join(PROJECT_ROOT, 'docs', `${name}.webp`), picture);
}

test('the home page', async ({ page }) => {
  await page.setViewportSize(DESKTOP);
  await page.goto('/');
  await photograph(page, 'home', 'light');
});

test('a product on a phone, in the dark', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto('/products/skerry-waxed-tote');
  await photograph(page, 'product', 'dark');
});

test('the home page in Arabic', async ({ page }) => {
  await page.setViewportSize(DESKTOP);
  await page.goto('/ar/');
  await photograph(page, 'arabic', 'light');
});

test('a queue on a phone', async ({ page, staff }) => {
  const { slug } = await announceDrop(staff, 300, 120);
  await page.setViewportSize(PHONE);
  const drop = new DropPage(page, slug);
  await drop.open();
  await drop.join.click();
  await expect(new QueuePage(page, slug).place).toContainText('You are in the draw');
  await photograph(page, 'queue', 'light');
});

test('the console while people buy, in the dark', async ({ page, staff }) => {
  await buy(page, { slug: 'limpet-key-hook' }, someShopper());
  await staff.setViewportSize(DESKTOP);
  await staff.goto('/admin/surge');
  // The charts need some seconds to have something to show.
  await staff.waitForTimeout(15_000);
  await photograph(staff, 'console', 'dark');
});
