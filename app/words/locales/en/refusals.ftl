# What goes wrong, and what a form says beside its fields.

## Anywhere

# Where the name of the thing does not fit into the sentence, a language may leave it out.
refused-not-found = There is no such { $what }.
refused-fields = { $count } fields need another look.
refused-challenge = Solve the challenge, or wait, and ask again with it.
refused-internal = Something went wrong on our side. Nothing was lost; please try again.
refused-busy = The shop is very busy. Please try again in a moment.
refused-sum = This does not add up: { $cause }.
refused-sign-in = Sign in first.
refused-unreadable = This request could not be read. Reload the page and try again.
refused-unreachable = The shop could not be reached. Try again in a moment.

## Too much in too short a time

limited-client = Too many attempts from this address. Please wait { $seconds } s and try again.
limited-account = Too many attempts for this address. Please wait { $seconds } s and try again.
attempts-seconds =
    { $count ->
        [one] Too many attempts. Please wait a second, then try again.
       *[other] Too many attempts. Please wait { $count } seconds, then try again.
    }
attempts-minutes =
    { $count ->
        [one] Too many attempts. Please wait { $count } minute, then try again.
       *[other] Too many attempts. Please wait { $count } minutes, then try again.
    }

## Beside fields of forms

wrong-empty = Fill this in.
wrong-too-long = At most { $most } characters.
wrong-email = Enter an e-mail address like name@example.com.
wrong-email-ada = Enter an e-mail address, like ada@example.com.
wrong-address-name = Enter the name of who receives it (at most { $most } characters).
wrong-address-line1 = Enter street and number (at most { $most } characters).
wrong-address-city = Enter the town (at most { $most } characters).
wrong-address-country = Choose a country we ship to.
wrong-address-postal-code = Enter the postal code (at most { $most } characters).
wrong-no-method = Choose how to send it.
wrong-shipping-method = Choose one of the ways to send it.
wrong-no-shipping = We cannot send this there.
wrong-no-card = Choose a card to pay with.
wrong-payment-token = This is no token of a payment provider's form.
wrong-payment-provider = This shop does not work with that payment provider.
wrong-quantity = Choose between 1 and { $most } of one thing.
wrong-password = Choose a password of 10 to 200 characters.
wrong-current-password = This is not your current password.
wrong-name = Enter a name of at most { $most } characters.
wrong-order-number = Enter the order's number, like 1001.
wrong-stars = Choose from one to five stars.
wrong-answer = Choose one of these.
wrong-character = This text contains a character that cannot be stored.

## Carts and orders

refused-cart-changed = This cart was changed meanwhile, perhaps in another tab. Have a look, and try again.
refused-cart-full = A cart holds at most { $count } different things.
refused-empty-cart = There is nothing in this cart.
refused-no-cart = There is no cart to keep.
stock-short-for-cart = Only { $count } of { $title } left, and your cart would hold { $wanted }.
told-left-out-of-cart = { $count } of { $title } did not fit into your cart: that is the most it can hold.
refused-other-total = The total is { $total } now. Have a look, and pay if you agree.
refused-key-reused = This Idempotency-Key was used with another request. Use a new one.
refused-in-progress = The first request with this Idempotency-Key is still running.
declined-card = Your card was declined. Your cart is as it was: try another card.
declined-insufficient-funds = There is not enough money on the card. Your cart is as it was: try another card.
declined-expired = The card has expired. Your cart is as it was: try another card.
declined-security-code = The card's security code is wrong. Your cart is as it was: check the code, or try another card.
declined-limit = This payment goes beyond the card's limit. Your cart is as it was: try another card.
declined-not-confirmed = Your bank could not make sure that it is you who pays. Your cart is as it was: try again, or try another card.
declined-unknown = The payment was declined. Your cart is as it was: try another card.
declined-not-through = The payment did not come through; nothing was charged. Your cart is as it was: try another card.
refused-decided = This payment has already been decided.

## Discount codes

code-unknown = We do not know this code.
code-not-begun = This code is not valid yet.
code-over = This code has expired.
code-used-up = This code is used up.
code-used-by-you = You have used this code as often as one person may.
code-not-for-these = This code is not for these goods.
code-short = Add goods for { $missing } more to use this code.
code-nothing = This code takes nothing off: what it is for is free already.
# Follows one of the sentences above.
code-total-without = Without it the total is { $total }.

## Accounts, lists, reviews

refused-account-exists = There is an account with this address already. Sign in, or ask for a new password.
refused-sign-in-wrong = That e-mail address and password do not fit together.
refused-link = This link has been used, is too old, or was never ours. Ask for a new one and use the newest mail.
refused-addresses-full = An account keeps at most { $count } addresses. Remove one first.
refused-wishlist-full = Your wishlist is full: { $count } is the most it holds. Take something off it, and this will fit.
told-left-off-wishlist =
    { $count ->
        [one] Your wishlist is full at { $most }: { $count } of what you kept before signing in was left out.
       *[other] Your wishlist is full at { $most }: { $count } of what you kept before signing in were left out.
    }
refused-many-wait = Very many people wait for it already. Please look again later.
refused-in-drop = This is sold in a drop. The drop's page says when.
refused-is-back = It is back already: you can buy it now.
refused-reviewed = You have reviewed this already.
refused-no-reviews = Reviews are put away for now. Please try again later.
refused-told-already = You have told us already. Thank you.

## Queues

refused-queue-closed = Nobody can join this queue any more.
refused-queue-not-open = The queue is not open yet.
refused-no-queue = There is no queue (any more).
queue-no-ticket = There is a queue for { $title }. Take a place in it first.
queue-forged = This is no ticket of ours. Take a place in the queue for { $title }.
queue-shared = This place in the queue belongs to another cart. A ticket can be used by one person only.
queue-not-yet = It is not your turn yet. You keep your place in the queue for { $title }.
queue-expired = Your turn is over. You can stand in line for { $title } again.
queue-used = You had your turn, and what you let go of goes to the next in line. You can stand in line for { $title } again.
queue-has-bought = This place in the queue has bought { $title } already.

## What is said where nothing more is known than the kind of refusal

face-unauthorized = Sign in first, or send a valid API key.
face-forbidden = This is not allowed here.
face-method = This address exists, but not for this method; Allow names those it takes.
face-conflict = This has changed meanwhile. Load it again and repeat your change.
face-too-large = This is larger than is taken here.
face-media-type = The body is of a type that is not read here.
face-invalid = Some of this could not be read.
face-rate-limited = Too many requests from your address. Please wait a moment.
face-headers-too-large = The header of this request is too large.
face-timeout = This took too long and nothing was lost. Please look again before you repeat it.
face-unreadable = This request could not be read.
face-cross-site = This came from another site. Open the shop itself and try again.
