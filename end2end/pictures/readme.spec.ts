import { announceDrop } from '../journeys/drop';
import { expect, test } from '../fixtures/test';
import { DropPage, QueuePage } from '../pages/drop';
import { photograph } from './photograph';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };

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
