/** Pages of the shop that need nothing to have happened before. */
export const SHOP = [
  '/',
  '/products',
  '/products?page=2',
  '/products?sort=price-asc',
  '/collections/wear',
  // Few variants, many variants, none to buy.
  '/products/skerry-waxed-tote',
  '/products/gannet-roll-top-pack',
  '/products/weather-watercolour-tin',
  '/products/lantern-no-7',
  '/drops/lantern-no-7',
  '/search',
  '/search?q=lantern',
  '/search?q=qzxwv',
  `/search?q=${'Rindfleischetikettierung'.repeat(8)}`,
  '/pages/shipping',
  '/pages/contact',
  '/cart',
  '/dev/mailbox',
  '/admin/sign-in',
];

/** Pages of the admin that are there from the beginning. */
export const ADMIN = [
  '/admin',
  '/admin/orders',
  '/admin/orders?status=confirmed',
  '/admin/products',
  '/admin/products/new',
  '/admin/stock',
  '/admin/locations',
  '/admin/discounts',
  '/admin/discounts/new',
  '/admin/pages',
  '/admin/pages/new',
  '/admin/drops',
  '/admin/drops/new',
  '/admin/jobs',
  '/admin/jobs?state=ready',
  '/admin/surge',
  '/admin/flags',
];
