import { expect, type Page } from '@playwright/test';
import { stockProduct, type Goods } from './stock';

/** A drop that is announced, and what it sells. */
export interface Drop {
  goods: Goods;
  slug: string;
}

/** To the second, as a plan is written. */
function moment(inSeconds: number): string {
  return new Date(Date.now() + inSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Staff plan and announce a drop. Its draw is open already. */
export async function announceDrop(staff: Page, units: number, startsInSeconds: number): Promise<Drop> {
  const goods = await stockProduct(staff, 'Drop lantern', units);
  const variant = new URL(staff.url()).pathname.split('/').pop()!;
  await staff.goto('/admin/drops/new');
  const field = (label: string) => staff.getByLabel(label, { exact: true });
  await field('Title').fill(goods.title);
  await field('Starts').fill(moment(startsInSeconds));
  await field('Ends').fill(moment(600));
  await field('Draw opens').fill(moment(-60));
  await field('Goods').fill(`${variant} × ${units} @ 1500`);
  await field('Seconds to get to the till').fill('60');
  await staff.getByRole('button', { name: 'Save draft' }).click();
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText(goods.title);
  await staff.getByRole('button', { name: 'Announce' }).click();
  await expect(staff.getByRole('main')).toContainText('The drop is announced.');
  const page = await staff.getByRole('link', { name: 'Page', exact: true }).getAttribute('href');
  return { goods, slug: page!.replace('/drops/', '') };
}
