# Mails: plain text. An address of the web follows a sentence that ends in a colon, in a line of its own.

## About an order

order-mail-confirmed-subject = Your order { $number } at { $shop } is confirmed
order-mail-fulfilled-subject = Your order { $number } from { $shop } is on its way
order-mail-cancelled-subject = Your order { $number } at { $shop } was cancelled
order-mail-refunded-subject = Your refund for order { $number } at { $shop }
order-mail-confirmed = Thank you. Your payment has arrived and we are preparing your order.
order-mail-fulfilled = Good news: we have handed your order to the carrier.
order-mail-cancelled = Your order was cancelled. What you may have paid for it is being paid back.
order-mail-refunded = We have paid back part or all of your order. Your bank may take a few days to show it.
order-mail-tracking = Tracking number: { $number }
# Amounts stand below each other where the language's words are of a length for it.
order-mail-line = { $count } × { $title }  { $total }
order-mail-goods = Goods     { $amount }
order-mail-shipping = Shipping  { $amount }
order-mail-discount = Discount  −{ $amount }
order-mail-discount-code = Discount ({ $code })  −{ $amount }
order-mail-tax = Tax  { $amount }
order-mail-tax-included = of which tax  { $amount }
order-mail-total = Total     { $amount }
order-mail-to = To: { $place }
order-mail-by = By: { $method }
order-mail-leaves-by = Leaves our warehouse by { $day }.
order-mail-follow = Follow it here:

order-link-subject = Your order { $number } at { $shop }
order-link-page = Here is the page of your order { $number }:
order-link-not-you = If you did not ask for it, there is nothing to do.

## About an account

reset-mail-subject = A new password for { $shop }
reset-mail-why = Somebody, we hope you, wants to choose a new password for your account at { $shop }.
reset-mail-choose = Choose it here, within an hour:
reset-mail-not-you = If it was not you, there is nothing to do: your password stays as it is.
confirm-mail-subject = Is this your address? { $shop }
confirm-mail-why = An account was made at { $shop } with this address.
confirm-mail-say-so = If it is yours, say so here, and orders you have placed before are in it too:
confirm-mail-not-you = If it is not, there is nothing to do.
password-mail-subject = Your password at { $shop } was changed
password-mail-why = The password of your account at { $shop } was changed, and everyone who was signed in was signed out.
password-mail-choose = If it was not you, choose a new one now:

## Newsletter, and what is back

newsletter-mail-subject = Shall we send you the newsletter of { $shop }?
newsletter-mail-why = Somebody, we hope you, asked for the newsletter of { $shop } at this address.
newsletter-mail-yes = If it was you, say yes here:
newsletter-mail-not-you = If it was not, do nothing and you will hear no more of it; or have the address removed on the same page.
restock-mail-subject = { $title } is back at { $shop }
restock-mail-back = { $title } can be bought again. You asked us to tell you:
restock-mail-not-kept = Nothing is kept for you, and others were told too, so it may sell out again.
restock-mail-leave = This is the only mail you get for it. Was it not you who asked, or do you not want it? Say so here:
