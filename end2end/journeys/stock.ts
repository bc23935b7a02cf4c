import { expect, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { ProductEditor } from '../pages/admin/product-editor';
import { StockPage } from '../pages/admin/stock';

/** Something for sale that no other test buys. */
export interface Goods {
  title: string;
  slug: string;
}

/** A title no other product has. */
export function someTitle(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}

/** Puts a new product with one variant on sale, with `units` in stock. */
export async function stockProduct(staff: Page, name: string, units: number, price = '20.00'): Promise<Goods> {
  const title = someTitle(name);
  const editor = new ProductEditor(staff);
  await editor.create({ title });
  await expect(editor.heading).toHaveText(title);
  await editor.addVariant({ price });
  await expect(editor.variants).toContainText('0 on hand');
  const href = await editor.viewInShop.getAttribute('href');
  await countStock(staff, title, units);
  return { title, slug: href!.replace('/products/', '') };
}

/** Staff counted a product's only variant. */
export async function countStock(staff: Page, title: string, units: number): Promise<void> {
  const stock = new StockPage(staff);
  await stock.openVariantOf(title);
  await stock.count(units, 'Stocktaking');
  await expect(stock.level('On hand')).toHaveText(String(units));
}

/** Staff say how a product's only variant is sold. */
export async function sellProduct(
  staff: Page,
  title: string,
  policy: { mostPerPerson?: number; holdSeconds?: number; holdInCart?: boolean },
): Promise<void> {
  const stock = new StockPage(staff);
  await stock.openVariantOf(title);
  await stock.sell(policy);
}
