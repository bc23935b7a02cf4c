import { expect, test } from '../fixtures/test';

/** Words that only the admin's pages say, and names that only they use. */
const ADMIN_WORDS = [
  '/admin',
  'admin-disclosure',
  'Mark as fulfilled',
  'Refund the items above',
  'Running low',
  'Save variant',
  'Units were counted',
  'Move to another location',
];

/** What the islands themselves know: without it, the search above would prove nothing. Words for people come with each page. */
const ISLAND_WORDS = ['floodgate:cart-changed', '.order-form'];

test('what shoppers download holds no code of the admin', { tag: '@once' }, async ({ page }) => {
  await page.goto('/products/skerry-waxed-tote');
  const loader = page.locator('script[data-wasm]');
  const code: Buffer[] = [];
  for (const attribute of ['data-wasm', 'data-js', 'src']) {
    const address = await loader.getAttribute(attribute);
    const answer = await page.request.get(address!);
    expect(answer.status(), address!).toBe(200);
    code.push(await answer.body());
  }
  const bundle = Buffer.concat(code);
  for (const words of ISLAND_WORDS) expect(bundle.includes(words), `“${words}” is in the bundle`).toBe(true);
  for (const words of ADMIN_WORDS) expect(bundle.includes(words), `“${words}” is not in the bundle`).toBe(false);
});
