# Accounts, and what goes by mail to whoever has lost the way.

## Fields

field-your-name = What shall we call you?
field-password = Password
field-current-password = Current password
field-new-password = New password
field-password-hint = At least 10 characters.

## Signing in and up

door-sign-in = Sign in
door-lost-password = I have lost my password
# The link reads "Make an account".
door-new-here = New here? { $link }
# The link reads "Find it without an account".
door-looking-for-order = Looking for an order? { $link }
door-find-it = Find it without an account
door-sign-up = Make an account
door-account-explained = Keeps your cart, your orders and your addresses together. You can buy without one.
# The link reads "Sign in".
door-have-one = Have one already? { $link }
door-welcome = Welcome. This is your account.

## The pages of an account

account-orders = Your orders
account-addresses = Your addresses
account-details = Name and password
account-rooms = Account
account-sign-out = Sign out

overview-confirm = We have sent a mail to { $email }. Follow its link, and orders you placed as a guest will be here too.
overview-send-again = Send it again
overview-no-orders = No orders yet.
overview-older = Older orders
overview-mail-sent = Another mail is on its way.

addresses-full = That is as many as an account keeps.
addresses-add = Add an address
addresses-none = None yet. The checkout fills them in for you.
addresses-first = The checkout begins with it
addresses-make-first = Begin the checkout with it
addresses-change = Change
addresses-remove = Remove
addresses-change-one = Change an address
addresses-keep = Keep this address
addresses-back = Back without keeping it
addresses-kept = The address is kept.
addresses-now-first = The checkout begins with it from now on.
addresses-removed = The address is removed.

details-keep-name = Keep this name
details-name-kept = Your name is kept.
details-password = Another password
details-signed-in = You sign in as { $email }. Everyone else who is signed in is signed out.
details-change-password = Change my password
details-password-kept = Your new password is kept, and everyone else was signed out.
details-elsewhere = Signed in elsewhere?
details-elsewhere-explained = On a lost phone or somebody else's computer: this ends every session, this one too.
details-sign-out-everywhere = Sign out everywhere

## Ways that lead through a mail

reset-title = A new password
reset-email-hint = We send a link to it.
reset-send = Send me a link
reset-sent = If there is an account with this address, a link to choose a new password is on its way to it.
reset-choose = Choose a new password
reset-password-hint = At least 10 characters. Everyone who is signed in to your account is signed out.
reset-keep = Keep this password
sent-title = Please look at your mail
sent-nothing-there = Nothing there after some minutes? Look among unwanted mail, and whether the address is the one you used here.
confirm-title = Is this your address?
confirm-explained = Say so, and orders you have placed with it before will be in your account too.
confirm-yes = Yes, it is mine
lookup-title = Find an order
lookup-email-hint = The one you gave with the order. We send the order's page to it.
lookup-number = Order number
lookup-number-hint = Like 1001. It is in every mail about it.
lookup-send = Send me its page
lookup-sent = If there is an order with this number and address, the way to its page is on its way to you.
