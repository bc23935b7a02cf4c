# Words that many pages share, header, footer, home, extras, errors.

units =
    { $count ->
        [one] { $count } unit
       *[other] { $count } units
    }

## The document around every page, header, footer

skip-to-content = Skip to content
# Above a page that was made lighter because the shop is busy.
layout-busy = Very many people are here right now, so we have put the extras away. Everything you need to buy is here.
# Heard, not seen: the links from the home page to this one.
breadcrumbs-label = Breadcrumbs
home-link = Home
all-products = All products
see-everything = See everything
collections-title = Collections
search-button = Search
search-label = Search products
# Heard: how many products, collections and words are offered below the search.
search-suggestions =
    { $count ->
        [one] { $count } suggestion
       *[other] { $count } suggestions
    }
back-to-shop = Back to the shop
thank-you = Thank you
# Stands in an empty field for an e-mail address.
email-example = you@example.com
header-all = All
header-account = Account
header-cart = Cart
# Heard after "Cart", before their number.
header-cart-units = { ", units in it: " }
header-wishlist = Wishlist
# Heard after "Wishlist", before their number.
header-wishlist-units = { ", things on it: " }
# Heard, not seen: what the links at the foot are.
footer-label = Footer
# Headings of the three columns of links at the foot.
footer-shop = Shop
footer-help = Help
footer-yours = Yours
footer-find-order = Find an order
# Heard, not seen: what the links to a list's pages are.
pagination-label = Pages
pagination-page = Page { $number }
pagination-previous = Previous
pagination-next = Next

## Dates. Months and days of the week are numbered from 1, weeks begin on Monday.

date-month =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-weekday =
    { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
date-day = { $weekday } { $day } { $month } { $year }
date-day-this-year = { $weekday } { $day } { $month }
date-moment = { $day } { $month } { $year }, { $time } UTC
date-time-of-day = { $time } UTC

## Home page

home-empty = The shelves are being filled. Come back soon.
home-featured = Featured
home-new = New

## Parts that many pages have

products-count =
    { $count ->
        [one] { $count } product
       *[other] { $count } products
    }
# No more than so many are counted.
products-more = more than { $count } products
# The price of the cheapest variant.
price-from = From { $price }
# Heard before the price of before.
price-instead = { "instead of " }
card-sold-out = Sold out
card-few-left = Few left
card-in-drop = In a drop
card-colours = Colours: { $names }
stars-label = { $stars } of 5 stars
# Shelves of products.
shelf-alike = You may also like
shelf-recent = You looked at
shelf-popular = What others like
# Above the home page's heading, for whoever is signed in.
greeting-name = Welcome back, { $name }
greeting-order = Your last order

## Newsletter

newsletter-label = News now and then, by mail
newsletter-subscribe = Subscribe
newsletter-sent-title = Please look at your mail
newsletter-sent = We have sent you a mail. Follow the link in it to say that it was you; until then we send nothing.
newsletter-title = Our newsletter
newsletter-ask = Shall we send it to you?
newsletter-yes = Yes, send it to me
newsletter-no = No, remove my address
newsletter-welcome-title = Welcome
newsletter-welcome = You are on our list. Every mail tells you how to leave it.
newsletter-removed-title = Your address is removed
newsletter-removed = You will not hear from us again.

## Something is wrong: titles of the page that says so

lost-not-found = Page not found
lost-not-allowed = Not allowed
lost-wrong-way = Not this way
lost-declined = Payment declined
lost-changed = It has changed meanwhile
lost-not-enough = Not enough left
lost-too-large = Too large
lost-too-many = Too many requests
lost-queue = There is a queue
lost-internal = Something went wrong
lost-unavailable = Back in a moment
lost-timeout = This took too long
lost-refused = That did not work
lost-nothing-here = There is nothing at this address. It may have moved, or never been.
# The number of the request, for the shop's staff.
lost-quote = If you ask for help, quote { $id }.

## Refusals under pressure: pages and problems that are made before the shop opens

refusal-busy-title = Back in a moment
refusal-busy = The shop is very busy.
refusal-often-title = Too many requests
refusal-often = Too many requests from your address.
# What a program reads.
refusal-try-again = Please try again in { $seconds } s.
refusal-asks-again = This page asks again by itself in { $seconds } s; you need not do anything.
# After a form was sent.
refusal-send-again = Nothing was lost or done twice. Please go back, wait { $seconds } s, and send it again.

## The links to the same page in another language or money

switch-label = Language and currency

## What the browser says by itself

# Of a product's pictures.
gallery-open = Full view
gallery-dialog = Pictures in full view
gallery-close = Close
# Of the card field at the till.
checkout-stripe-missing = The card field could not be loaded. Reload the page to try again; nothing was charged.
checkout-stripe-unreachable = Stripe could not be reached. Nothing was charged; please try again.
# Before hours, minutes and seconds until a drop starts, as in "3 d 04:05:06".
drop-countdown-days = { $days } d

## Without a connection. The browser puts a moment into { $time }, in its own words.

offline-title = You are offline
offline-what = The shop cannot be reached. What you looked at before is still here, as it was then: prices and stock may have changed.
offline-again = Try again
offline-cart = Your cart
offline-cart-then = Your cart, as it was at { $time }
offline-view-cart = View cart
offline-products = What you looked at
# Before a price.
offline-price-then = At { $time }:
offline-page-then = You are offline. This is what the page looked like at { $time }; prices and stock may have changed.
