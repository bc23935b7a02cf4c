# Cart, checkout, the page of an order.

## Errors above any form

errors-heading =
    { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }

## Fields of many forms. A blank before the parentheses belongs to the message.

field-optional = { " (optional)" }
field-email = Email
address-name = Full name
address-line1 = Street and number
address-line2 = Flat, floor, company
address-city = Town or city
address-region = State or region
address-postal-code = Postal code
address-country = Country

## Cart

cart-title = Cart
cart-beside = Goes well with it
cart-empty = Your cart is empty.
cart-see-everything = See everything
cart-summary = Summary
cart-keep-looking = Keep looking around
cart-lines = Lines
cart-view = View cart
cart-worked-out-later = Shipping and tax are worked out at checkout.
cart-blocked = Some of this cannot be had as asked. Change the marked lines to check out.
cart-check-out = Check out
cart-free-shipping = Free shipping
drawer-title = Your cart
drawer-close = Close

# What one unit costs.
cart-line-each = { $price } each
# Read out only.
cart-line-quantity = Quantity of { $title }
cart-line-update = Update
cart-line-remove = Remove
# Read out only.
cart-line-remove-this = Remove { $title }
cart-line-price-dropped = The price dropped from { $was } since you added it.
cart-line-price-rose = The price rose from { $was } since you added it.
cart-line-sold-out = Sold out. Remove it to check out.
cart-line-short = Only { $count } left. Lower the quantity to check out.
cart-line-cap = At most { $count } per person. Lower the quantity to check out.

# Told above the cart when fewer can be had than were asked for.
cart-set-lower = You can have only { $count } of { $title } now, so we set it to { $count }.
cart-added = { $title } is in your cart.
cart-added-something = It is in your cart.

## Adding to the cart, without leaving the page

add-busy = Adding…

## What an order comes to

totals-caption = What it comes to
totals-subtotal = Subtotal
totals-discount = Discount
totals-discount-code = Discount ({ $code })
# An amount that is taken off.
totals-taken-off = −{ $amount }
totals-shipping = Shipping
totals-free = Free
totals-tax = Tax
totals-tax-included = Tax, included
totals-total = Total

## Checkout

checkout-title = Checkout
checkout-empty = Your cart is empty, so there is nothing to pay for.
checkout-mend-cart = Your cart needs a change first
checkout-to-cart = Change it in the cart
checkout-delivery = Delivery
checkout-delivery-changed = Update to see what it comes to now.
checkout-update-delivery = Update delivery
checkout-no-shipping = We do not ship this cart to this country.
checkout-shipping = Shipping
checkout-pay = Pay { $total }
# Out of sight; what Return in a field presses.
checkout-pay-now = Pay
checkout-contact = Contact
checkout-signed-in = Signed in as { $email }. The order will be in your account.
# The link reads "Sign in".
checkout-have-account = Have an account? { $link }
checkout-sign-in = Sign in
checkout-email-hint = The confirmation goes here.
checkout-address = Address
checkout-country-chosen = Country: { $country }, as chosen under delivery.
checkout-no-payments = This shop takes no payments on its pages at the moment. Nothing can be ordered here.
checkout-payment = Payment
checkout-play-money = This shop takes play money only. Choose how the card behaves.
checkout-card = Card
checkout-stripe-needs-script = This shop takes cards through Stripe, which needs JavaScript. Turn it on for this page to pay; until then nothing is ordered or charged.
checkout-code = Discount code
checkout-code-takes = { $code } takes { $amount } off.
checkout-add-code = Add a discount code
checkout-apply-code = Apply code
checkout-remove-code = Remove code
checkout-saved = Your addresses
checkout-use-saved = Use this one
checkout-saved-line = { $name }, { $line1 }, { $city }, { $country }
checkout-keep-address = Keep this address in my account
checkout-your-order = Your order
checkout-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
# Follows the number of items; the blank before it belongs to the message.
checkout-in-your-cart = { " in your cart" }
checkout-back-to-cart = Back to cart
checkout-line = { $count } × { $title }

## How long the cart's units are kept. Minutes and seconds are put into the sentences as they are made by the first two messages.

hold-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hold-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
hold-until = We keep these for you until { $time } ({ $length }).
hold-another = We keep these for you for another { $length }
hold-time-left = Time left
hold-over = The time we kept these for you is over. They are yours if you pay while there are some left.
hold-again = Keep them for me again
# Read out at few moments.
hold-said-begun = We keep these for you for { $length }.
hold-said-near = We keep these for you for another { $length }.
hold-said-over = The time we kept these for you is over.

## Stock, where a line of the cart is short of it

stock-sold-out = { $title } is sold out.
stock-short = Only { $count } of { $title } left.
stock-cap = At most { $count } of { $title } per person.

## Ways of sending, as the demo shop has them; a merchant's own names stay as they are

shipping-standard = Standard
shipping-standard-promise = 3 to 5 working days
shipping-express = Express
shipping-express-promise = Next working day

## Cards of the sandbox, which plays payments

card-ok = Succeeds
card-declined = Is declined
card-insufficient-funds = Is declined: insufficient funds
card-action = Asks you to approve it
card-slow = Succeeds after three seconds
card-timeout = Never answers, nothing charged
card-timeout-charged = Never answers, but charged
card-flaky = Fails twice, then succeeds
card-webhook-first = Succeeds, webhook comes first
card-webhook-twice = Succeeds, webhook comes twice
card-webhook-never = Succeeds, webhook never comes

sandbox-title = Approve a payment
sandbox-bank = Sandbox bank
sandbox-approve-amount = Approve { $amount }?
sandbox-explained = This page stands in for a bank. No money moves.
sandbox-payment = Payment { $reference }
sandbox-approve = Approve
sandbox-decline = Decline

## An order

order-title = Order { $number }
order-placed = Placed { $time }
order-updates = Updates go to { $email }
order-timeline = What has happened
order-ahead = Still to come
order-ahead-paid = Payment confirmed
order-ahead-sent = On its way
order-ahead-sent-by = by { $day }
order-goods = What you ordered
order-facts = Delivery and payment
order-delivery = Delivery
order-payment = Payment
order-leaves-by = Leaves our warehouse by { $day }
order-approve = Approve the payment
order-line-each = { $count } × { $price }
order-line-discount = −{ $amount } by discount
order-line-refunded = { $count } of them refunded

order-state-pending = Waiting for payment
order-state-confirmed = Confirmed
order-state-fulfilled = On its way
order-state-cancelled = Cancelled
order-state-refunded = Refunded

payment-state-pending = Pending
payment-state-action-required = Waiting for your approval
payment-state-uncertain = Being checked
payment-state-captured = Paid
payment-state-declined = Declined
payment-state-voided = Not charged
payment-state-partially-refunded = Partly refunded
payment-state-refunded = Refunded

order-headline-pending = We have your order
order-headline-confirmed = Thank you, it is yours
order-headline-fulfilled = It is on its way
order-headline-cancelled = This order was cancelled
order-headline-refunded = This order was refunded

# What is certain, what is not, and when it will be known.
order-pending-approval = Your bank asks you to approve the payment. Nothing is charged until you do.
order-pending-uncertain = The payment provider has not answered yet. We are finding out what became of your payment, which takes a minute at most. You will not be charged twice. This page follows along; you may also close it.
order-pending-settling = The payment is being settled, which takes a few seconds. This page follows along; you may also close it.
order-pending-captured = It is paid. Your order is being confirmed.
order-pending-declined = The payment was declined, and nothing was charged. The order is being cancelled.
order-pending-voided = Nothing was charged. The order is being cancelled.
order-pending-refunded = What you paid is paid back. The order is being cancelled.
order-confirmed-partly-refunded = Part of it has been paid back. The rest is being prepared.
order-confirmed = It is paid and being prepared. A confirmation is on its way to your inbox.
order-fulfilled-partly-refunded = The carrier has it. Part of it has been paid back.
order-fulfilled = The carrier has it.
order-cancelled-declined = The payment was declined, and nothing was charged.
order-cancelled-open = It was called off while its payment was under way. We are stopping the payment; should it have been charged already, it is paid back by itself.
order-cancelled-refunded = What you paid has been paid back.
order-cancelled-being-refunded = What you paid is being paid back. Banks take a few days to show it.
order-cancelled = Nothing was charged.
order-refunded = What you paid has been paid back. Banks take a few days to show it.

# What has happened to an order, one line each.
event-placed = Order placed
event-paid = Payment received; the order is confirmed
event-declined = The payment was declined
event-not-paid = The payment did not come through; nothing was charged
event-approval = Waiting for your approval of the payment
event-failover = The payment provider { $from } could not be asked; trying { $to }
event-sent = Handed to the carrier
event-sent-tracking = Handed to the carrier, tracking { $number }
event-refund = Refund of { $amount } begun
event-refund-because = Refund of { $amount } begun: { $reason }
event-cancelled = Cancelled
event-cancelled-because = Cancelled: { $reason }
event-paid-back = { $amount } paid back

## A review of something that was bought, on the order's page

your-review-heading = What do you say of it?
# Read out only.
your-review-of = Review { $title }
your-review-write = Write a review
your-review-waiting = Thank you. We look at every review before it is shown.
your-review-published = Thank you. It is on the product's page.
your-review-rejected = Thank you. We have decided not to show it.
your-review-quoted = “{ $title }”
your-review-title = In one line
your-review-text = Your review
your-review-text-hint = At most 3,000 characters.
your-review-name = Name to show
your-review-send = Send review
your-review-stars = Stars
your-review-so-many-stars =
    { $count ->
        [one] { $count } star
       *[other] { $count } stars
    }

## The mailbox of a shop without a mail server

mailbox-title = Dev mailbox
mailbox-explained = No mail server is set up, so mails are kept here.
mailbox-empty = No mail yet. Place an order to get one.
mailbox-to = To { $address }
