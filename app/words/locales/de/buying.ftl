# Warenkorb, Kasse, die Seite einer Bestellung.

## Errors above any form

errors-heading =
    { $count ->
        [one] Eine Angabe stimmt noch nicht
       *[other] { $count } Angaben stimmen noch nicht
    }

## Fields of many forms. A blank before the parentheses belongs to the message.

field-optional = { " (freiwillig)" }
field-email = E-Mail-Adresse
address-name = Vor- und Nachname
address-line1 = Straße und Hausnummer
address-line2 = Adresszusatz
address-city = Ort
address-region = Bundesland oder Region
address-postal-code = Postleitzahl
address-country = Land

## Cart

cart-title = Warenkorb
cart-beside = Passt gut dazu
cart-empty = Ihr Warenkorb ist leer.
cart-see-everything = Alles ansehen
cart-summary = Zusammenfassung
cart-keep-looking = Weiter umsehen
cart-lines = Artikel
cart-view = Zum Warenkorb
cart-worked-out-later = Versand und Steuer berechnen wir an der Kasse.
cart-blocked = Einiges davon gibt es so nicht mehr. Bitte ändern Sie die markierten Zeilen, um zur Kasse zu gehen.
cart-check-out = Zur Kasse
cart-free-shipping = Versand kostenlos
drawer-title = Ihr Warenkorb
drawer-close = Schließen

cart-line-each = je { $price }
cart-line-quantity = Menge von { $title }
cart-line-update = Aktualisieren
cart-line-remove = Entfernen
cart-line-remove-this = { $title } entfernen
cart-line-price-dropped = Der Preis ist gesunken, seit Sie das hineingelegt haben: vorher { $was }.
cart-line-price-rose = Der Preis ist gestiegen, seit Sie das hineingelegt haben: vorher { $was }.
cart-line-sold-out = Ausverkauft. Bitte entfernen, um zur Kasse zu gehen.
cart-line-short = Nur noch { $count } da. Bitte verringern Sie die Menge, um zur Kasse zu gehen.
cart-line-cap = Höchstens { $count } pro Person. Bitte verringern Sie die Menge, um zur Kasse zu gehen.

cart-set-lower = Von { $title } können Sie zurzeit nur { $count } haben, deshalb haben wir die Menge auf { $count } gesetzt.
cart-added = { $title } liegt in Ihrem Warenkorb.
cart-added-something = Es liegt in Ihrem Warenkorb.

## Adding to the cart, without leaving the page

add-busy = Einen Moment …

## What an order comes to

totals-caption = Was es kostet
totals-subtotal = Zwischensumme
totals-discount = Rabatt
totals-discount-code = Rabatt ({ $code })
totals-taken-off = −{ $amount }
totals-shipping = Versand
totals-free = Kostenlos
totals-tax = Steuer
totals-tax-included = Darin enthaltene Steuer
totals-total = Gesamt

## Checkout

checkout-title = Kasse
checkout-empty = Ihr Warenkorb ist leer, es gibt also nichts zu bezahlen.
checkout-mend-cart = Ihr Warenkorb muss erst geändert werden
checkout-to-cart = Im Warenkorb ändern
checkout-delivery = Lieferung
checkout-delivery-changed = Bitte aktualisieren, um den neuen Betrag zu sehen.
checkout-update-delivery = Lieferung aktualisieren
checkout-no-shipping = Diesen Warenkorb versenden wir nicht in dieses Land.
checkout-shipping = Versand
checkout-pay = { $total } bezahlen
checkout-pay-now = Bezahlen
checkout-contact = Kontakt
checkout-signed-in = Angemeldet als { $email }. Die Bestellung steht dann in Ihrem Konto.
checkout-have-account = Haben Sie ein Konto? { $link }
checkout-sign-in = Anmelden
checkout-email-hint = Dorthin geht die Bestätigung.
checkout-address = Adresse
checkout-country-chosen = Land: { $country }, wie unter Lieferung gewählt.
checkout-no-payments = Dieser Shop nimmt auf seinen Seiten zurzeit keine Zahlungen an. Hier kann nichts bestellt werden.
checkout-payment = Zahlung
checkout-play-money = Dieser Shop nimmt nur Spielgeld. Wählen Sie, wie sich die Karte verhält.
checkout-card = Karte
checkout-stripe-needs-script = Dieser Shop nimmt Karten über Stripe an, und das braucht JavaScript. Schalten Sie es für diese Seite ein, um zu bezahlen; bis dahin wird nichts bestellt und nichts abgebucht.
checkout-code = Rabattcode
checkout-code-takes = Mit { $code } sparen Sie { $amount }.
checkout-add-code = Rabattcode eingeben
checkout-apply-code = Code einlösen
checkout-remove-code = Code entfernen
checkout-saved = Ihre Adressen
checkout-use-saved = Diese verwenden
checkout-saved-line = { $name }, { $line1 }, { $city }, { $country }
checkout-keep-address = Diese Adresse in meinem Konto speichern
checkout-your-order = Ihre Bestellung
checkout-items =
    { $count ->
        [one] { $count } Artikel
       *[other] { $count } Artikel
    }
checkout-in-your-cart = { " in Ihrem Warenkorb" }
checkout-back-to-cart = Zurück zum Warenkorb
checkout-line = { $count } × { $title }

## How long the cart's units are kept. Minutes and seconds are put into the sentences as they are made by the first two messages.

hold-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
hold-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
hold-until = Wir halten diese Artikel bis { $time } für Sie zurück (noch { $length }).
hold-another = So lange halten wir diese Artikel noch für Sie zurück: { $length }
hold-time-left = Verbleibende Zeit
hold-over = Die Zeit, für die wir diese Artikel zurückgehalten haben, ist um. Sie bekommen sie, wenn beim Bezahlen noch welche da sind.
hold-again = Noch einmal zurückhalten
hold-said-begun = So lange halten wir diese Artikel für Sie zurück: { $length }.
hold-said-near = So lange halten wir diese Artikel noch für Sie zurück: { $length }.
hold-said-over = Die Zeit, für die wir diese Artikel zurückgehalten haben, ist um.

## Stock, where a line of the cart is short of it

stock-sold-out = { $title } ist ausverkauft.
stock-short = Von { $title } sind nur noch { $count } da.
stock-cap = Höchstens { $count } von { $title } pro Person.

## Ways of sending, as the demo shop has them; a merchant's own names stay as they are

shipping-standard = Standard
shipping-standard-promise = 3 bis 5 Werktage
shipping-express = Express
shipping-express-promise = Nächster Werktag

## Cards of the sandbox, which plays payments

card-ok = Klappt
card-declined = Wird abgelehnt
card-insufficient-funds = Wird abgelehnt: nicht gedeckt
card-action = Bittet Sie um Freigabe
card-slow = Klappt nach drei Sekunden
card-timeout = Antwortet nie, nichts abgebucht
card-timeout-charged = Antwortet nie, aber abgebucht
card-flaky = Scheitert zweimal, klappt dann
card-webhook-first = Klappt, Webhook kommt zuerst
card-webhook-twice = Klappt, Webhook kommt zweimal
card-webhook-never = Klappt, Webhook kommt nie

sandbox-title = Zahlung freigeben
sandbox-bank = Bank zum Ausprobieren
sandbox-approve-amount = { $amount } freigeben?
sandbox-explained = Diese Seite steht für eine Bank. Es fließt kein Geld.
sandbox-payment = Zahlung { $reference }
sandbox-approve = Freigeben
sandbox-decline = Ablehnen

## An order

order-title = Bestellung { $number }
order-placed = Bestellt am { $time }
order-updates = Neuigkeiten gehen an { $email }
order-timeline = Was bisher geschah
order-ahead = Was noch kommt
order-ahead-paid = Zahlung bestätigt
order-ahead-sent = Unterwegs zu Ihnen
order-ahead-sent-by = bis { $day }
order-goods = Was Sie bestellt haben
order-facts = Lieferung und Zahlung
order-delivery = Lieferung
order-payment = Zahlung
order-leaves-by = Verlässt unser Lager bis { $day }
order-approve = Zahlung freigeben
order-line-each = { $count } × { $price }
order-line-discount = −{ $amount } Rabatt
order-line-refunded = davon { $count } erstattet

order-state-pending = Wartet auf Zahlung
order-state-confirmed = Bestätigt
order-state-fulfilled = Unterwegs
order-state-cancelled = Storniert
order-state-refunded = Erstattet

payment-state-pending = Offen
payment-state-action-required = Wartet auf Ihre Freigabe
payment-state-uncertain = Wird geprüft
payment-state-captured = Bezahlt
payment-state-declined = Abgelehnt
payment-state-voided = Nicht abgebucht
payment-state-partially-refunded = Teilweise erstattet
payment-state-refunded = Erstattet

order-headline-pending = Wir haben Ihre Bestellung
order-headline-confirmed = Vielen Dank, es gehört Ihnen
order-headline-fulfilled = Ihre Bestellung ist unterwegs
order-headline-cancelled = Diese Bestellung wurde storniert
order-headline-refunded = Diese Bestellung wurde erstattet

order-pending-approval = Ihre Bank bittet Sie, die Zahlung freizugeben. Vorher wird nichts abgebucht.
order-pending-uncertain = Der Zahlungsdienst hat noch nicht geantwortet. Wir klären, was aus Ihrer Zahlung geworden ist; das dauert höchstens eine Minute. Es wird nicht zweimal abgebucht. Diese Seite hält Sie auf dem Laufenden, Sie können sie aber auch schließen.
order-pending-settling = Die Zahlung wird abgewickelt, das dauert einige Sekunden. Diese Seite hält Sie auf dem Laufenden, Sie können sie aber auch schließen.
order-pending-captured = Die Zahlung ist da. Ihre Bestellung wird gerade bestätigt.
order-pending-declined = Die Zahlung wurde abgelehnt, und es wurde nichts abgebucht. Die Bestellung wird storniert.
order-pending-voided = Es wurde nichts abgebucht. Die Bestellung wird storniert.
order-pending-refunded = Was Sie bezahlt haben, bekommen Sie zurück. Die Bestellung wird storniert.
order-confirmed-partly-refunded = Ein Teil wurde erstattet. Der Rest wird vorbereitet.
order-confirmed = Ihre Bestellung ist bezahlt und wird vorbereitet. Eine Bestätigung ist auf dem Weg in Ihr Postfach.
order-fulfilled-partly-refunded = Der Versanddienst hat Ihre Bestellung. Ein Teil wurde erstattet.
order-fulfilled = Der Versanddienst hat Ihre Bestellung.
order-cancelled-declined = Die Zahlung wurde abgelehnt, und es wurde nichts abgebucht.
order-cancelled-open = Die Bestellung wurde storniert, während die Zahlung noch lief. Wir halten die Zahlung an; sollte schon abgebucht worden sein, wird der Betrag von selbst erstattet.
order-cancelled-refunded = Was Sie bezahlt haben, wurde erstattet.
order-cancelled-being-refunded = Was Sie bezahlt haben, wird erstattet. Bei Banken dauert es einige Tage, bis das zu sehen ist.
order-cancelled = Es wurde nichts abgebucht.
order-refunded = Was Sie bezahlt haben, wurde erstattet. Bei Banken dauert es einige Tage, bis das zu sehen ist.

# What has happened to an order, one line each.
event-placed = Bestellung aufgegeben
event-paid = Zahlung eingegangen; die Bestellung ist bestätigt
event-declined = Die Zahlung wurde abgelehnt
event-not-paid = Die Zahlung kam nicht zustande; es wurde nichts abgebucht
event-approval = Wartet auf Ihre Freigabe der Zahlung
event-failover = Der Zahlungsdienst { $from } war nicht zu erreichen; Versuch mit { $to }
event-sent = An den Versanddienst übergeben
event-sent-tracking = An den Versanddienst übergeben, Sendungsnummer { $number }
event-refund = Erstattung von { $amount } begonnen
event-refund-because = Erstattung von { $amount } begonnen: { $reason }
event-cancelled = Storniert
event-cancelled-because = Storniert: { $reason }
event-paid-back = { $amount } erstattet

## A review of something that was bought, on the order's page

your-review-heading = Was sagen Sie dazu?
your-review-of = { $title } bewerten
your-review-write = Bewertung schreiben
your-review-waiting = Vielen Dank. Wir sehen uns jede Bewertung an, bevor sie erscheint.
your-review-published = Vielen Dank. Sie steht auf der Seite des Produkts.
your-review-rejected = Vielen Dank. Wir haben uns entschieden, sie nicht zu zeigen.
your-review-quoted = „{ $title }“
your-review-title = In einem Satz
your-review-text = Ihre Bewertung
your-review-text-hint = Höchstens 3.000 Zeichen.
your-review-name = Angezeigter Name
your-review-send = Bewertung absenden
your-review-stars = Sterne
your-review-so-many-stars =
    { $count ->
        [one] { $count } Stern
       *[other] { $count } Sterne
    }

## The mailbox of a shop without a mail server

mailbox-title = Postfach zum Ausprobieren
mailbox-explained = Es ist kein Mailserver eingerichtet, deshalb liegen die Mails hier.
mailbox-empty = Noch keine Mail. Bestellen Sie etwas, dann kommt eine.
mailbox-to = An { $address }
