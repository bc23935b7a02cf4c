# Lists, products, reviews, drops, queues, content.

## Lists

# Heading of the goods in a list, for who does not see them; and what a search engine says of the list.
list-goods = Produkte
list-description = Alles, was { $shop } verkauft, mit Bildern, Preisen und Bestand.

list-search = Suche
list-results = Ergebnisse für „{ $query }“
list-corrected = Zu „{ $query }“ gibt es nichts. Hier sind die Ergebnisse für { $instead }.
list-quoted = „{ $words }“
list-narrow = Grenzen Sie die Liste ein oder suchen Sie, um den Rest zu sehen.
list-cut = Zu diesen Wörtern gibt es so viel, dass nicht alles durchgesehen wurde. Fügen Sie ein weiteres Wort hinzu, um den Rest zu sehen.
list-remove = { "Filter entfernen: " }
list-chosen = Gewählte Filter
list-cleared = Alle anzeigen
list-sort-by = Sortieren nach
list-sort = Sortieren
list-beyond = Auf dieser Seite ist nichts. Gehen Sie zur ersten zurück.
list-narrowed-away = Nichts erfüllt all das zugleich. Nehmen Sie einen der Filter weg.
list-unasked = Wonach suchen Sie?
list-empty = Hier ist noch nichts. Schauen Sie bald wieder vorbei.
list-unmatched = Zu „{ $query }“ gibt es nichts. Versuchen Sie es mit weniger oder anderen Wörtern, oder sehen Sie sich alles an.
list-instead = Meinten Sie
sort-featured = Empfohlen
sort-newest = Neueste zuerst
sort-price-asc = Preis, aufsteigend
sort-price-desc = Preis, absteigend
sort-title = Name, A bis Z

## Filters of lists

filter-label = Filter
filter-title = Filtern
filter-chosen = Filtern ({ $count })
filter-close = Schließen
filter-show = Ergebnisse anzeigen
filter-all = Alle
filter-collection = Kollektion
filter-price = Preis
filter-price-from = Von
filter-price-to = Bis
filter-in-stock = Vorrätig
filter-made-by = Hersteller
filter-value = { $facet }: { $value }
filter-price-range = { $lowest } bis { $highest }
filter-price-least = Ab { $lowest }
filter-price-most = Bis { $highest }
filter-price-reversed = Der niedrigste Preis liegt über dem höchsten. Ändern Sie einen der beiden.
filter-price-too-much = So viel kostet hier nichts.
filter-price-number = Schreiben Sie einen Preis als Zahl, zum Beispiel { $example }.

## A product

product-not-yet = Dieses Produkt ist noch nicht im Verkauf.
product-drop = Das wird in einem Drop verkauft, ab { $time }.
product-quantity = Menge
product-cap = Höchstens { $count } pro Person.
product-add = In den Warenkorb
product-promise = Jetzt bestellt, verlässt es unser Lager spätestens am { $day }.
delivery-free-from = Versand ab { $price }, kostenlos ab einem Bestellwert von { $from }
delivery-costs = Versand ab { $price }
delivery-free = Kostenloser Versand
product-wish = Auf die Wunschliste
stock-plenty = Vorrätig
stock-left = Noch { $count } da
stock-left-held = Noch { $count } da, { $held } für andere zurückgelegt
stock-none-held = Keine mehr da, { $held } für andere zurückgelegt
stock-none = Ausverkauft
stock-back = Wieder da: Sie können es jetzt in den Warenkorb legen.
picker-sold-out = ausverkauft
picker-not-with = nicht in { $values }
picker-standard = Standard
picker-variant = Variante
gallery-label = Bilder
gallery-picture = Bild { $number } von { $count }
gallery-choose = Bild wählen
notify-label = Sagen Sie mir, wenn es wieder da ist
notify-button = Bescheid geben
notify-hint = Eine E-Mail, sonst nichts.
notify-noted = Vielen Dank. Wir schreiben Ihnen einmal, wenn es wieder da ist; wer zuerst gefragt hat, erfährt es zuerst.
restock-ask-title = Sollen wir es vergessen?
restock-ask = Dann schreiben wir Ihnen deswegen nicht.
restock-button = Schreiben Sie mir deswegen nicht
restock-left-title = Es ist vergessen
restock-left = Wir schreiben Ihnen deswegen nicht.
promise-leaves = Verlässt unser Lager spätestens am { $day }
promise-leaves-then = Verlässt unser Lager spätestens am { $day }; danach: { $promise }
promise-late = Es sind mehr Bestellungen eingegangen, als wir schnell verschicken können. Ihre würde unser Lager spätestens am { $day } verlassen.

## Wishlist

wishlist-title = Wunschliste
wishlist-empty = Noch steht nichts darauf. Das Herz auf der Seite eines Produkts setzt es hierher.
wishlist-gone = Das wird nicht mehr verkauft.
wishlist-gone-name = was nicht mehr verkauft wird
wishlist-left = Noch { $count } da
wishlist-act = { $act }: { $title }
wishlist-add = In den Warenkorb
wishlist-tell = Bescheid geben
wishlist-tell-when = Sagen Sie mir, wenn es wieder da ist
wishlist-drop = Zum Drop
wishlist-remove = Entfernen
wishlist-remove-it = Entfernen: { $title }
wishlist-saved = Es steht auf Ihrer Wunschliste.
wishlist-saved-before = Es steht schon auf Ihrer Wunschliste.

## Reviews

reviews-title = Bewertungen
reviews-of = Bewertungen: { $title }
reviews-count =
    { $count ->
        [one] { $count } Bewertung
       *[other] { $count } Bewertungen
    }
reviews-all =
    { $count ->
        [one] Die eine Bewertung lesen
       *[other] Alle { $count } Bewertungen lesen
    }
reviews-none = Noch hat niemand eine geschrieben. Wer es gekauft hat, kann das auf der Seite der Bestellung tun.
reviews-page-empty = Hier ist nichts.
reviews-back = Zurück zum Produkt
reviews-by-buyers = von Menschen, die es gekauft haben
reviews-by-stars = Nach Sternen
reviews-with-stars =
    { $stars ->
        [one] { $stars } Stern: { $reviews }
       *[other] { $stars } Sterne: { $reviews }
    }
reviews-reply = Der Shop antwortet

## Drops

drop-draft = Entwurf
drop-scheduled = Angekündigt
drop-gathering = Vor der Auslosung
drop-live = Jetzt im Verkauf
drop-sold-out = Ausverkauft
drop-ended = Beendet
drop-reported = Abgeschlossen
drop-ended-at = Beendet am { $time }
drop-since = Seit dem { $start }, bis zum { $end }.
drop-on-sale = Im Verkauf ab { $time }.
drop-left-many = Noch mehr als { $count } da.
drop-left = Noch { $count } da, { $held } an der Kasse.
drop-join-draw = An der Auslosung teilnehmen
drop-join-line = In die Schlange stellen
drop-all-gone = Ausverkauft. Was zurückkommt, geht an die, die in der Schlange stehen.
drop-draw-opens = Die Auslosung öffnet am { $time }.
drop-made =
    { $count ->
        [one] Ein einziges gefertigt
       *[other] { $count } Stück gefertigt
    }
drop-draw-title = So läuft die Auslosung
drop-draw = Tickets, die vor dem Start ausgegeben wurden, werden mit einem geheimen Startwert gemischt. Dessen SHA-256 stand mit der Ankündigung fest, und der Startwert wird nach dem Start gezeigt, sodass alle die Reihenfolge nachrechnen können. Wer später kommt, stellt sich hinten an, in der Reihenfolge der Ankunft.
drop-commitment = SHA-256 des Startwerts
drop-seed = Der Startwert
drop-entrants = Tickets in der Auslosung

## Queues

place-none = Nicht in der Schlange
place-gathering = In der Auslosung
place-waiting = In der Schlange
place-standby = Auf der Warteliste
place-admitted = Sie sind dran
place-passed = Ihre Zeit ist um
place-sold-out = Ausverkauft
place-over = Keine Schlange
queue-shop = Der Shop
queue-kept = Sie können diese Seite ruhig schließen: Unter ihrer Adresse finden Sie in diesem Browser Ihren Platz wieder. Wer sie öfter lädt, rückt deshalb nicht vor.
queue-about-drop = Über diesen Drop
queue-to-shop = Zum Shop
queue-opens = Die Schlange öffnet am { $time }.
queue-people =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
queue-open =
    Es gibt eine Schlange mit { $count ->
        [one] einer Person
       *[other] { $count } Personen
    }. Stellen Sie sich an, und lassen Sie diese Seite offen oder kommen Sie auf sie zurück.
queue-join = Anstellen
queue-in-draw = Sie sind in der Auslosung. Wer vor dem Start hier ist, hat dieselbe Chance, egal wann sie oder er gekommen ist.
queue-starts = Beginn
queue-entrants = In der Auslosung
queue-ticket = Ihr Ticket
queue-standby = Vor Ihnen sind mehr Menschen, als noch Stücke da sind; es kann also gut sein, dass vorher alles weg ist. Sie behalten Ihren Platz: Was zurückgegeben wird, wird in der Reihenfolge dieser Schlange angeboten.
queue-place = Ihr Platz in der Schlange
queue-ahead = Vor Ihnen
queue-turn = Wartezeit
queue-turn-about = etwa { $time }
queue-turn-unknown = lässt sich nicht sagen
queue-seconds = { $count } s
queue-minutes = { $count } min
queue-hours = { $count } h
queue-left = Noch da
queue-held = An der Kasse
queue-turn-now = Sie sind dran, für { $time }.
queue-cart = Weiter zu Ihrem Warenkorb
queue-look-around = oder sehen Sie sich um
queue-turn-till = Sie sind dran. Sie haben { $time }, um zur Kasse zu kommen; dort wird es für Sie zurückgelegt.
queue-buy = { $title } für { $price } kaufen
queue-passed = Ihre Zeit ist um. Was an der Kasse für Sie zurückgelegt ist, bleibt es.
queue-till = Zur Kasse
queue-again = Noch einmal anstellen
queue-sold-out = Ausverkauft.
queue-sold-out-all = Das letzte Stück ist gekauft, und niemand hält eines, das zurückkommen könnte.
queue-was-in-line =
    Sie standen in der Schlange, mit { $count ->
        [one] einer Person
       *[other] { $count } Personen
    } vor Ihnen.
queue-drop-over = Dieser Drop ist vorbei.
queue-over = Gerade gibt es keine Schlange. Kommen Sie herein.
challenge-title = Einen Moment
challenge-why = Programme nehmen Plätze in Schlangen zu Tausenden. Damit sie das nicht tun, stellt Ihr Browser jetzt eine kurze Rechnung an; danach nimmt er Ihren Platz von selbst ein.
challenge-wait = Wo er das nicht kann oder lange dafür braucht, erscheint hier in { $seconds } s ein Knopf für Ihren Platz.
challenge-waited = Danke, dass Sie gewartet haben.
challenge-take = Meinen Platz einnehmen

## Contact form

contact-name = Ihr Name
contact-email = Ihre E-Mail-Adresse
contact-message = Ihre Nachricht
contact-message-hint = Höchstens 5.000 Zeichen.
contact-trap = Lassen Sie das leer
contact-send = Nachricht senden
contact-sent = Ihre Nachricht ist auf dem Weg zu uns. Wir antworten an die Adresse, die Sie angegeben haben.
contact-not-sent = Ihre Nachricht wurde noch nicht gesendet. Bitte senden Sie sie noch einmal.

## What the shop asks

survey-order = Wie war das Einkaufen hier?
survey-order-1 = Schwer
survey-order-2 = Nicht leicht
survey-order-3 = In Ordnung
survey-order-4 = Gut
survey-order-5 = Leicht
survey-cart = Was hält Sie heute vom Kaufen ab?
survey-cart-price = Der Preis
survey-cart-shipping = Was der Versand kostet oder wie lange er dauert
survey-cart-payment = Meine Zahlungsart fehlt
survey-cart-unsure = Ich bin noch nicht sicher, ob es das Richtige für mich ist
survey-cart-looking = Ich sehe mich nur um
survey-cart-other = Etwas anderes
survey-choose = Bitte wählen Sie
survey-remark = Möchten Sie etwas hinzufügen?
survey-remark-hint = Höchstens 1.000 Zeichen.
survey-send = Dem Shop sagen
survey-told = Danke, dass Sie es uns gesagt haben.
survey-thanks = Das hilft uns mehr als eine Vermutung. Ihr Warenkorb ist, wie Sie ihn verlassen haben.
survey-back = Zurück zum Warenkorb
