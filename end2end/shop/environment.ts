// What the run's shop tells its tests. Playwright hands the environment of the process that opened the shop on to its
// workers.

/** What the shop is called, in a way that has to be escaped. */
export const SHOP_NAME = 'Tern & Tide';

/** Who signs in to the admin. */
export interface StaffLogin {
  email: string;
  password: string;
}

export interface OpenShop {
  /** Scheme and host, without a slash at the end. */
  url: string;
  staff: StaffLogin;
}

const VARIABLE = 'END2END_SHOP';

export function tellTests(shop: OpenShop): void {
  process.env[VARIABLE] = JSON.stringify(shop);
}

export function openShop(): OpenShop {
  const told = process.env[VARIABLE];
  if (!told) throw new Error('The shop is not open: run the tests with `npx playwright test`.');
  return JSON.parse(told) as OpenShop;
}
