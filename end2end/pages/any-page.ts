import { expect, type Page, type Response } from '@playwright/test';

/** What holds for every page of the shop, whatever is on it. */
export async function expectSoundPage(page: Page, answer: Response | null): Promise<void> {
  const where = page.url();
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect.soft(policy, `${where}: everything is forbidden that is not allowed`).toContain("default-src 'none'");
  expect.soft(policy, `${where}: no inline scripts`).not.toMatch(/'unsafe-(inline|eval)'/);
  await expectSoundLayout(page);
}

/** The part of it that a click may change. */
export async function expectSoundLayout(page: Page): Promise<void> {
  const where = page.url();
  await expect.soft(page.getByRole('heading', { level: 1 }), `${where}: one main heading`).toHaveCount(1);
  await expect.soft(page.getByRole('main'), `${where}: one main part`).toHaveCount(1);
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect.soft(content, `${where}: nothing sticks out of the window`).toBeLessThanOrEqual(window);
  expect.soft(window, `${where}: laid out as wide as the screen`).toBeLessThanOrEqual(page.viewportSize()!.width);
}
