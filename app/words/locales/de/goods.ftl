# Lists, products, reviews, drops, queues, content.
