# Mails: plain text. An address of the web follows a sentence that ends in a colon, in a line of its own.

## About an order

order-mail-confirmed-subject = Ihre Bestellung { $number } bei { $shop } ist bestätigt
order-mail-fulfilled-subject = Ihre Bestellung { $number } von { $shop } ist unterwegs
order-mail-cancelled-subject = Ihre Bestellung { $number } bei { $shop } wurde storniert
order-mail-refunded-subject = Ihre Erstattung zur Bestellung { $number } bei { $shop }
order-mail-confirmed = Vielen Dank. Ihre Zahlung ist eingegangen, und wir bereiten Ihre Bestellung vor.
order-mail-fulfilled = Gute Nachricht: Wir haben Ihre Bestellung an den Versanddienst übergeben.
order-mail-cancelled = Ihre Bestellung wurde storniert. Was Sie dafür vielleicht schon bezahlt haben, wird erstattet.
order-mail-refunded = Wir haben Ihre Bestellung ganz oder teilweise erstattet. Bei Ihrer Bank kann es einige Tage dauern, bis das zu sehen ist.
order-mail-tracking = Sendungsnummer: { $number }
order-mail-line = { $count } × { $title }  { $total }
order-mail-goods = Artikel  { $amount }
order-mail-shipping = Versand  { $amount }
order-mail-discount = Rabatt   −{ $amount }
order-mail-discount-code = Rabatt ({ $code })  −{ $amount }
order-mail-tax = Steuer   { $amount }
order-mail-tax-included = darin enthaltene Steuer  { $amount }
order-mail-total = Gesamt   { $amount }
order-mail-to = An: { $place }
order-mail-by = Versandart: { $method }
order-mail-leaves-by = Verlässt unser Lager bis { $day }.
order-mail-follow = Hier können Sie sie verfolgen:

order-link-subject = Ihre Bestellung { $number } bei { $shop }
order-link-page = Hier ist die Seite Ihrer Bestellung { $number }:
order-link-not-you = Wenn Sie nicht danach gefragt haben, brauchen Sie nichts zu tun.

## About an account

reset-mail-subject = Ein neues Passwort für { $shop }
reset-mail-why = Jemand, wir hoffen Sie, möchte ein neues Passwort für Ihr Konto bei { $shop } wählen.
reset-mail-choose = Wählen Sie es hier, innerhalb einer Stunde:
reset-mail-not-you = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.
confirm-mail-subject = Ist das Ihre Adresse? { $shop }
confirm-mail-why = Bei { $shop } wurde mit dieser Adresse ein Konto angelegt.
confirm-mail-say-so = Wenn es Ihres ist, bestätigen Sie das hier; dann stehen auch Ihre früheren Bestellungen darin:
confirm-mail-not-you = Wenn nicht, brauchen Sie nichts zu tun.
password-mail-subject = Ihr Passwort bei { $shop } wurde geändert
password-mail-why = Das Passwort Ihres Kontos bei { $shop } wurde geändert, und alle Sitzungen wurden abgemeldet.
password-mail-choose = Wenn Sie das nicht waren, wählen Sie jetzt ein neues:

## Newsletter, and what is back

newsletter-mail-subject = Dürfen wir Ihnen den Newsletter von { $shop } schicken?
newsletter-mail-why = Jemand, wir hoffen Sie, hat für diese Adresse den Newsletter von { $shop } bestellt.
newsletter-mail-yes = Wenn Sie das waren, sagen Sie hier Ja:
newsletter-mail-not-you = Wenn nicht, tun Sie einfach nichts, dann hören Sie nicht mehr davon; oder lassen Sie die Adresse auf derselben Seite entfernen.
restock-mail-subject = { $title } ist wieder da bei { $shop }
restock-mail-back = { $title } ist wieder zu haben. Sie wollten, dass wir es Ihnen sagen:
restock-mail-not-kept = Für Sie ist nichts zurückgelegt, und auch andere wissen davon, es kann also wieder ausverkauft sein.
restock-mail-leave = Das ist die einzige Mail dazu. Haben nicht Sie danach gefragt, oder möchten Sie sie nicht? Sagen Sie es hier:
