# Accounts, addresses, wishlist, newsletter.
