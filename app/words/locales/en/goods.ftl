# Lists, products, reviews, drops, queues, content.

## Lists

# Heading of the goods in a list, for who does not see them; and what a search engine says of the list.
list-goods = Products
list-description = Everything that { $shop } sells, with pictures, prices and what is in stock.

list-search = Search
list-results = Results for “{ $query }”
# What was typed is found nowhere; the list is of words much like it, which are a link.
list-corrected = Nothing matches “{ $query }”. These are results for { $instead }.
list-quoted = “{ $words }”
list-narrow = Narrow the list, or search, to see the rest of it.
# At the end of what a search has found.
list-cut = These words match so much that not all of it was looked through. Add another word to see the rest.
# Heard before the name of a filter that is chosen: its link takes it away.
list-remove = { "Remove " }
list-chosen = Chosen filters
list-cleared = Show all
list-sort-by = Sort by
list-sort = Sort
list-beyond = There is nothing on this page. Go back to the first.
list-narrowed-away = Nothing is all of this at once. Take one of the filters away.
list-unasked = What are you looking for?
list-empty = Nothing here yet. Come back soon.
list-unmatched = Nothing matches “{ $query }”. Try fewer or other words, or look through everything.
# Other words to search for follow.
list-instead = Did you mean
sort-featured = Featured
sort-newest = Newest
sort-price-asc = Price, low to high
sort-price-desc = Price, high to low
sort-title = Name, A to Z

## Filters of lists

# Heard, not seen: what the filters are.
filter-label = Filters
# A heading, and the button that shows the filters.
filter-title = Filter
filter-chosen = Filter ({ $count })
filter-close = Close
filter-show = Show results
filter-all = All
filter-collection = Collection
filter-price = Price
filter-price-from = From
filter-price-to = To
filter-in-stock = In stock
filter-made-by = Made by
# A filter that is chosen, as "Colour: Moss".
filter-value = { $facet }: { $value }
filter-price-range = { $lowest } to { $highest }
filter-price-least = { $lowest } and more
filter-price-most = Up to { $highest }
filter-price-reversed = The lowest price is above the highest. Change one of them.
filter-price-too-much = That is more than anything costs.
filter-price-number = Write a price as a number, like { $example }.

## A product

product-not-yet = This product is not for sale yet.
product-drop = This is sold in a drop, from { $time } on.
product-quantity = Quantity
product-cap = At most { $count } per person.
product-add = Add to cart
# The day the warehouse hands it to the carrier, as "Thursday 26 November".
product-promise = Ordered now, it leaves our warehouse by { $day }.
# What sending costs at least: "Delivery from $6.00, free on orders of $150.00 or more".
delivery-free-from = Delivery from { $price }, free on orders of { $from } or more
delivery-costs = Delivery from { $price }
delivery-free = Free delivery
product-wish = Save to wishlist
stock-plenty = In stock
stock-left = { $count } left
stock-left-held = { $count } left, { $held } held by others
stock-none-held = None left, { $held } held by others
stock-none = Sold out
stock-back = Back in stock: you can add it to your cart now.
# Behind the name of a value: with the other options as they are chosen there is none.
picker-sold-out = sold out
# Behind the name of a value, with values of other options: "not in 18 l".
picker-not-with = not in { $values }
# The name of a variant without one.
picker-standard = Standard
picker-variant = Variant
gallery-label = Pictures
gallery-picture = Picture { $number } of { $count }
gallery-choose = Choose a picture
notify-label = Tell me when it is back
notify-button = Tell me
notify-hint = One mail, and nothing else.
notify-noted = Thank you. We will write to you once when it is back; the first to ask are the first to know.
# The page a mail leads to on which somebody no longer waits for a product.
restock-ask-title = Shall we forget it?
restock-ask = Then we will not write to you about it.
restock-button = Do not write to me about it
restock-left-title = It is forgotten
restock-left = We will not write to you about it.
# What an order placed now is promised, and what the carrier promises behind it, as "3 to 5 working days".
promise-leaves = Leaves our warehouse by { $day }
promise-leaves-then = Leaves our warehouse by { $day }; then { $promise }
promise-late = More orders have come in than we can send quickly. Yours would leave our warehouse by { $day }.

## Wishlist

wishlist-title = Wishlist
wishlist-empty = Nothing is on it yet. The heart on a product’s page puts it here.
wishlist-gone = This is no longer sold.
# Stands in "Remove …".
wishlist-gone-name = what is no longer sold
wishlist-left = { $count } left
# Heard instead of a button's own words: what it does, and to what.
wishlist-act = { $act }: { $title }
wishlist-add = Add to cart
wishlist-tell = Tell me
wishlist-tell-when = Tell me when it is back
wishlist-drop = See the drop
wishlist-remove = Remove
wishlist-remove-it = Remove { $title }
wishlist-saved = It is on your wishlist.
wishlist-saved-before = It is on your wishlist already.

## Reviews

reviews-title = Reviews
reviews-of = Reviews of { $title }
reviews-count =
    { $count ->
        [one] { $count } review
       *[other] { $count } reviews
    }
reviews-all =
    { $count ->
        [one] Read all { $count } review
       *[other] Read all { $count } reviews
    }
reviews-none = Nobody has written one yet. Whoever bought it can, on the page of their order.
reviews-page-empty = There is nothing here.
reviews-back = Back to the product
# Behind "37 reviews".
reviews-by-buyers = by people who bought it
# Heard, not seen: what a list of bars shows.
reviews-by-stars = By stars
# Heard, not seen: a bar.
reviews-with-stars =
    { $stars ->
        [one] { $stars } star: { $reviews }
       *[other] { $stars } stars: { $reviews }
    }
reviews-reply = The shop answers

## Drops: a drop is a sale of few, announced goods that begins at a moment

drop-draft = Draft
drop-scheduled = Scheduled
drop-gathering = Gathering
drop-live = Live
drop-sold-out = Sold out
drop-ended = Ended
drop-reported = Ended
drop-ended-at = Ended { $time }
drop-since = Since { $start }, until { $end }.
drop-on-sale = On sale { $time }.
drop-left-many = More than { $count } left.
drop-left = { $count } left, { $held } at the till.
drop-join-draw = Join the draw
drop-join-line = Take a place in line
drop-all-gone = Sold out. What comes back goes to those in line.
drop-draw-opens = The draw opens { $time }.
drop-made = { $count } made
drop-draw-title = How the draw is held
drop-draw = Tickets handed out before the start are shuffled by a secret seed. Its SHA-256 was fixed with the announcement and the seed is shown after the start, so that anyone can work out the order again. Whoever comes later stands behind, in the order of arrival.
drop-commitment = SHA-256 of the seed
drop-seed = The seed
drop-entrants = Tickets in the draw

## Queues

# Titles of a queue's page, by how its visitor stands.
place-none = Not in the queue
place-gathering = In the draw
place-waiting = In line
place-standby = Standby
place-admitted = Your turn
place-passed = Your turn is over
place-sold-out = Sold out
place-over = No queue
# The heading of the whole shop's queue.
queue-shop = the shop
queue-kept = Closing this page loses nothing: its address shows your place again in this browser. Loading it more often moves nobody ahead.
queue-about-drop = About this drop
queue-to-shop = To the shop
queue-opens = The queue opens at { $time }.
queue-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
queue-open =
    There is a queue: { $count ->
        [one] { $count } person
       *[other] { $count } people
    } in it. Take a place, and keep this page or come back to it.
queue-join = Take a place
queue-in-draw = You are in the draw. Whoever is here before the start has the same chance, whenever they came.
queue-starts = Starts
queue-entrants = In the draw
queue-ticket = Your ticket
queue-standby = More people are ahead of you than there are units left, so this may well be gone before your turn. You keep your place: what is given back is offered in the order of this queue.
queue-place = Your place in line
queue-ahead = Ahead of you
queue-turn = Your turn in
queue-turn-about = about { $time }
queue-turn-unknown = nobody can tell
queue-seconds = { $count } s
queue-minutes = { $count } min
queue-hours = { $count } h
queue-left = Left
queue-held = At the till
queue-turn-now = It is your turn, for { $time }.
queue-cart = Go on to your cart
# Behind "Go on to your cart ·".
queue-look-around = or look around
queue-turn-till = It is your turn. You have { $time } to get to the till; there it is kept for you.
queue-buy = Buy { $title } for { $price }
queue-passed = Your turn is over. If units are kept for you at the till, they still are.
queue-till = To the till
queue-again = Stand in line again
queue-sold-out = Sold out.
queue-sold-out-all = The last one has been bought, and nobody holds one that could come back.
queue-was-in-line =
    You were in line, with { $count ->
        [one] { $count } person
       *[other] { $count } people
    } ahead of you.
queue-drop-over = This drop is over.
queue-over = There is no queue right now. Come in.
challenge-title = One moment
challenge-why = Programs take places in queues by the thousand. So that they do not, your browser does a short calculation now; then it takes your place by itself.
challenge-wait = Where it cannot, or is slow at it, a button for your place appears here in { $seconds } s.
challenge-waited = Thank you for waiting.
challenge-take = Take my place

## Contact form

contact-name = Your name
contact-email = Your e-mail address
contact-message = Your message
contact-message-hint = At most 5,000 characters.
# Nobody sees this field: only programs fill it in.
contact-trap = Leave this empty
contact-send = Send message
contact-sent = Your message is on its way to us. We answer to the address you gave.
contact-not-sent = Your message was not sent yet. Please send it once more.

## What the shop asks after an order, and on the cart's page

survey-order = How was buying here?
survey-order-1 = Hard
survey-order-2 = Not easy
survey-order-3 = All right
survey-order-4 = Good
survey-order-5 = Easy
survey-cart = What keeps you from buying today?
survey-cart-price = The price
survey-cart-shipping = What shipping costs, or how long it takes
survey-cart-payment = My way to pay is missing
survey-cart-unsure = I am not sure yet that it is right for me
survey-cart-looking = I am only looking
survey-cart-other = Something else
survey-choose = Choose one
survey-remark = Anything to add?
survey-remark-hint = At most 1,000 characters.
survey-send = Tell the shop
survey-told = Thank you for telling us.
survey-thanks = That helps us more than a guess. Your cart is as you left it.
survey-back = Back to the cart
