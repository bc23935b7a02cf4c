import { randomUUID } from 'node:crypto';

/** What a shopper types at the till. */
export interface Shopper {
  email: string;
  name: string;
  street: string;
  city: string;
  region?: string;
  postalCode: string;
  /** As the list of countries calls it. */
  country: string;
}

/** Someone nobody else in this run is, so that mails and orders can be told apart. */
export function someShopper(change: Partial<Shopper> = {}): Shopper {
  return {
    email: `shopper-${randomUUID()}@example.com`,
    name: 'Ada Lovelace',
    street: 'Schillerstraße 12',
    city: 'Berlin',
    postalCode: '10625',
    country: 'Germany',
    ...change,
  };
}
