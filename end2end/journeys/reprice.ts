import { expect, type Page } from '@playwright/test';
import { ProductEditor } from '../pages/admin/product-editor';
import { ProductList } from '../pages/admin/products';

/** Staff give the only variant of a product another price. */
export async function repriceOnlyVariant(staff: Page, title: string, price: string): Promise<void> {
  await new ProductList(staff).openProduct(title);
  const editor = new ProductEditor(staff);
  const form = await editor.openVariant('The only variant');
  await form.getByRole('textbox', { name: 'Price' }).fill(price);
  await form.getByRole('button', { name: 'Save variant' }).click();
  await expect(editor.variants).toContainText(`$${price}`);
}
