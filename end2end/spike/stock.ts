import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';

/** More than a crowd can buy in some minutes. */
const PLENTY = 1_000_000;

interface ProductList {
  items: { slug: string }[];
  next_cursor?: string | null;
}

interface Product {
  variants: { id: string }[];
}

/** Staff count so much of everything the shop sells that nothing that becomes of a crowd is for want of goods. */
export async function stockUp(staff: APIRequestContext): Promise<void> {
  for (const slug of await products(staff)) {
    const { variants } = await json<Product>(staff, `/api/v1/products/${slug}`);
    for (const { id } of variants) {
      const form = { mode: 'set', quantity: `${PLENTY}`, reason: 'Counted before the crowd' };
      const counted = await patiently(() => staff.post(`/admin/stock/${id}`, { form, maxRedirects: 0 }));
      expect(counted.status(), `${slug}: ${await counted.text()}`).toBe(303);
    }
  }
}

async function products(staff: APIRequestContext): Promise<string[]> {
  const slugs: string[] = [];
  let path: string | undefined = '/api/v1/products?limit=100';
  while (path) {
    const page: ProductList = await json<ProductList>(staff, path);
    slugs.push(...page.items.map(({ slug }) => slug));
    path = page.next_cursor ? `/api/v1/products?limit=100&cursor=${encodeURIComponent(page.next_cursor)}` : undefined;
  }
  return slugs;
}

async function json<T>(staff: APIRequestContext, path: string): Promise<T> {
  const answer = await patiently(() => staff.get(path));
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** Limits hold for staff as well: they wait as long as they are told. */
async function patiently(ask: () => Promise<APIResponse>): Promise<APIResponse> {
  for (;;) {
    const answer = await ask();
    if (answer.status() !== 429) return answer;
    await delay(Number(answer.headers()['retry-after']) * 1000);
  }
}
