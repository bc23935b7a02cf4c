import { expect, type Page } from '@playwright/test';
import { OrderList } from '../pages/admin/orders';
import { StaffOrderPage } from '../pages/admin/order';
import { Mailbox } from '../pages/mailbox';
import { OrderPage } from '../pages/order';
import type { Shopper } from '../samples/shopper';

/** From a paid order to the news that it is on its way, seen by staff and by the shopper, on pages and in mails. */
export async function fulfilAndTell(page: Page, staff: Page, shopper: Shopper): Promise<void> {
  const order = new OrderPage(page);
  const mailbox = new Mailbox(page);
  const orderUrl = order.url;
  const number = await order.number();

  await mailbox.openMail(shopper.email, new RegExp(`order ${number} .*confirmed`));
  await mailbox.content.getByRole('link', { name: orderUrl }).click();
  await expect(order.heading).toHaveText('Thank you, it is yours');

  const tracking = `TRK-${number}`;
  await new OrderList(staff).openOrderOf(shopper.email);
  const staffOrder = new StaffOrderPage(staff);
  await expect(staffOrder.head).toContainText('To fulfil');
  await staffOrder.fulfil(tracking);
  await expect(staffOrder.head).toContainText('Fulfilled');

  await page.reload();
  await expect(order.heading).toHaveText('It is on its way');
  await expect(order.timeline).toContainText(tracking);
  await mailbox.openMail(shopper.email, new RegExp(`order ${number} .*on its way`));
  await expect(mailbox.content).toContainText(tracking);
}
