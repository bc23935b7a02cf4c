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
  '/products/skerry-waxed-tote/reviews',
  '/products/skerry-waxed-tote/reviews?page=9',
  '/drops/lantern-no-7',
  '/search',
  '/search?q=lantern',
  '/search?q=qzxwv',
  `/search?q=${'Rindfleischetikettierung'.repeat(8)}`,
  '/pages/shipping',
  '/pages/contact',
  '/pages/returns',
  '/pages/privacy',
  '/pages/terms',
  '/pages/imprint',
  '/contact/sent',
  '/cart',
  '/wishlist',
  '/cart/feedback',
  '/queue',
  '/offline',
  '/dev/mailbox',
  '/admin/sign-in',
];

/** What leads into an account, and to an order without one. */
export const DOORS = ['/account/sign-in', '/account/sign-up', '/account/reset', '/orders/lookup'];

/** What is behind those doors. */
export const ACCOUNT = ['/account', '/account/addresses', '/account/addresses/new', '/account/details'];

/** Pages whose lines run to the left. */
export const RIGHT_TO_LEFT = [
  '/ar/',
  '/ar/products',
  '/ar/collections/wear',
  '/ar/products/skerry-waxed-tote',
  '/ar/products/weather-watercolour-tin',
  '/ar/drops/lantern-no-7',
  '/ar/search?q=lantern',
  '/ar/pages/shipping',
  '/ar/pages/contact',
  '/ar/wishlist',
  '/ar/queue',
  '/ar/account/sign-in',
  '/ar/account/sign-up',
  '/ar/account/reset',
  '/ar/orders/lookup',
];

/** Pages of the admin that are there from the beginning. */
export const ADMIN = [
  '/admin',
  '/admin/orders',
  '/admin/orders?status=confirmed',
  '/admin/customers',
  '/admin/products',
  '/admin/products/new',
  '/admin/collections',
  '/admin/currencies',
  '/admin/stock',
  '/admin/locations',
  '/admin/discounts',
  '/admin/discounts/new',
  '/admin/pages',
  '/admin/pages/new',
  '/admin/reviews',
  '/admin/reviews?state=published',
  '/admin/feedback',
  '/admin/feedback?question=cart',
  '/admin/drops',
  '/admin/drops/new',
  '/admin/jobs',
  '/admin/jobs?state=ready',
  '/admin/surge',
  '/admin/flags',
];

/** Routes that answer a browser with no page of their own. */
export const NO_PAGES = [
  // What a script puts into a page that is there.
  '/cart/drawer',
  '/extras/mine',
  '/extras/related/{slug}',
  '/extras/reviews/{slug}',
  '/extras/recent',
  '/extras/suggest',
  '/extras/newsletter',
  '/extras/greeting',
  '/admin/surge/live',
  // What stays open.
  '/queue/events',
  '/drops/{slug}/queue/events',
  // What only leads on, because its form was sent there.
  '/contact',
  '/wishlist/remove',
  '/products/{slug}/wish',
  '/products/{slug}/notify',
  // What programs read.
  '/sitemap.xml',
  '/sitemap/{part}',
  '/robots.txt',
  '/site.webmanifest',
  '/service-worker.js',
  '/media/{name}',
  '/healthz',
];
