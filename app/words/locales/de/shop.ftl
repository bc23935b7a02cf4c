# Words that many pages share, header, footer, home, extras, errors.

units = { $count } Stück

## The document around every page, header, footer

skip-to-content = Zum Inhalt springen
layout-busy = Gerade sind sehr viele Menschen hier, deshalb haben wir alles Beiwerk weggeräumt. Was Sie zum Einkaufen brauchen, ist da.
breadcrumbs-label = Sie sind hier
home-link = Startseite
all-products = Alle Produkte
see-everything = Alles ansehen
collections-title = Kollektionen
search-button = Suchen
search-label = Produkte suchen
search-suggestions =
    { $count ->
        [one] { $count } Vorschlag
       *[other] { $count } Vorschläge
    }
back-to-shop = Zurück zum Shop
thank-you = Vielen Dank
email-example = name@example.com
header-all = Alle
header-account = Konto
header-cart = Warenkorb
header-cart-units = { ", Artikel darin: " }
header-wishlist = Wunschliste
header-wishlist-units = { ", Artikel darauf: " }
footer-label = Fußzeile
footer-shop = Einkaufen
footer-help = Hilfe
footer-yours = Ihr Bereich
footer-find-order = Bestellung finden
pagination-label = Seiten
pagination-page = Seite { $number }
pagination-previous = Zurück
pagination-next = Weiter

## Dates

date-month =
    { $number ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }
date-weekday =
    { $number ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[7] Sonntag
    }
date-day = { $weekday }, { $day }. { $month } { $year }
date-day-this-year = { $weekday }, { $day }. { $month }
date-moment = { $day }. { $month } { $year }, { $time } UTC
date-time-of-day = { $time } UTC

## Home page

home-empty = Die Regale werden gerade gefüllt. Schauen Sie bald wieder vorbei.
home-featured = Ausgewählt
home-new = Neu

## Parts that many pages have

products-count =
    { $count ->
        [one] { $count } Produkt
       *[other] { $count } Produkte
    }
products-more = mehr als { $count } Produkte
price-from = Ab { $price }
price-instead = { "statt " }
card-sold-out = Ausverkauft
card-few-left = Nur noch wenige
card-in-drop = Im Drop
card-colours = Farben: { $names }
stars-label = { $stars } von 5 Sternen
shelf-alike = Das könnte Ihnen auch gefallen
shelf-recent = Zuletzt angesehen
shelf-popular = Was anderen gefällt
greeting-name = Willkommen zurück, { $name }
greeting-order = Ihre letzte Bestellung

## Newsletter

newsletter-label = Ab und zu Neues, per E-Mail
newsletter-subscribe = Abonnieren
newsletter-sent-title = Bitte sehen Sie in Ihr Postfach
newsletter-sent = Wir haben Ihnen eine E-Mail geschickt. Bestätigen Sie über den Link darin, dass Sie es waren; bis dahin schicken wir nichts.
newsletter-title = Unser Newsletter
newsletter-ask = Dürfen wir ihn Ihnen schicken?
newsletter-yes = Ja, gern
newsletter-no = Nein, löschen Sie meine Adresse
newsletter-welcome-title = Willkommen
newsletter-welcome = Sie stehen auf unserer Liste. In jeder E-Mail steht, wie Sie sich wieder abmelden.
newsletter-removed-title = Ihre Adresse ist gelöscht
newsletter-removed = Sie hören nicht mehr von uns.

## Something is wrong

lost-not-found = Seite nicht gefunden
lost-not-allowed = Nicht erlaubt
lost-wrong-way = So geht es nicht
lost-declined = Zahlung abgelehnt
lost-changed = Das hat sich inzwischen geändert
lost-not-enough = Nicht mehr genug da
lost-too-large = Zu groß
lost-too-many = Zu viele Anfragen
lost-queue = Es gibt eine Warteschlange
lost-internal = Da ist etwas schiefgegangen
lost-unavailable = Gleich wieder da
lost-timeout = Das hat zu lange gedauert
lost-refused = Das hat nicht geklappt
lost-nothing-here = Unter dieser Adresse gibt es nichts. Vielleicht ist die Seite umgezogen, oder es gab sie nie.
lost-quote = Wenn Sie um Hilfe bitten, nennen Sie { $id }.

## Refusals under pressure: pages and problems that are made before the shop opens

refusal-busy-title = Gleich geht es weiter
refusal-busy = Im Shop ist gerade sehr viel los.
refusal-often-title = Zu viele Anfragen
refusal-often = Von Ihrer Adresse kommen zu viele Anfragen.
# What a program reads.
refusal-try-again = Bitte versuchen Sie es in { $seconds } s noch einmal.
refusal-asks-again = Diese Seite fragt in { $seconds } s von selbst noch einmal an; Sie brauchen nichts zu tun.
# After a form was sent.
refusal-send-again = Es ist nichts verloren gegangen und nichts doppelt geschehen. Bitte gehen Sie zurück, warten Sie { $seconds } s und senden Sie es noch einmal.

## The links to the same page in another language or money

switch-label = Sprache und Währung

## What the browser says by itself

# Of a product's pictures.
gallery-open = Groß ansehen
gallery-dialog = Bilder in voller Größe
gallery-close = Schließen
# Of the card field at the till.
checkout-stripe-missing = Das Kartenfeld konnte nicht geladen werden. Laden Sie die Seite neu, um es noch einmal zu versuchen; es wurde nichts abgebucht.
checkout-stripe-unreachable = Stripe war nicht zu erreichen. Es wurde nichts abgebucht; bitte versuchen Sie es noch einmal.
# Before hours, minutes and seconds until a drop starts, as in "3 d 04:05:06".
drop-countdown-days = { $days } T.

## Without a connection

offline-title = Sie sind offline
offline-what = Der Shop ist nicht zu erreichen. Was Sie sich zuletzt angesehen haben, ist noch da, so wie es damals war: Preise und Bestände können sich geändert haben.
offline-again = Noch einmal versuchen
offline-cart = Ihr Warenkorb
offline-cart-then = Ihr Warenkorb, Stand { $time }
offline-view-cart = Warenkorb ansehen
offline-products = Was Sie sich angesehen haben
offline-price-then = Stand { $time }:
offline-page-then = Sie sind offline. So sah die Seite aus, Stand { $time }; Preise und Bestände können sich geändert haben.
