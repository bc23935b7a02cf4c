# Was nicht geht, und was ein Formular neben seinen Feldern sagt.

## Anywhere

# Where the name of the thing does not fit into the sentence, a language may leave it out.
refused-not-found = Das gibt es hier nicht oder nicht mehr.
refused-fields =
    { $count ->
        [one] Bitte sehen Sie sich ein Feld noch einmal an.
       *[other] Bitte sehen Sie sich { $count } Felder noch einmal an.
    }
refused-challenge = Lösen Sie die Aufgabe, oder warten Sie, und fragen Sie dann noch einmal.
refused-internal = Bei uns ist etwas schiefgegangen. Es ist nichts verloren; bitte versuchen Sie es noch einmal.
refused-busy = Im Shop ist gerade sehr viel los. Bitte versuchen Sie es gleich noch einmal.
refused-sum = Diese Rechnung geht nicht auf.
refused-sign-in = Bitte melden Sie sich zuerst an.
refused-unreadable = Diese Anfrage war nicht lesbar. Laden Sie die Seite neu und versuchen Sie es noch einmal.
refused-unreachable = Der Shop war nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.

## Too much in too short a time

limited-client = Zu viele Versuche von dieser Adresse. Bitte warten Sie { $seconds } s und versuchen Sie es dann noch einmal.
limited-account = Zu viele Versuche für diese Adresse. Bitte warten Sie { $seconds } s und versuchen Sie es dann noch einmal.
attempts-seconds =
    { $count ->
        [one] Zu viele Versuche. Bitte warten Sie eine Sekunde und versuchen Sie es dann noch einmal.
       *[other] Zu viele Versuche. Bitte warten Sie { $count } Sekunden und versuchen Sie es dann noch einmal.
    }
attempts-minutes =
    { $count ->
        [one] Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.
       *[other] Zu viele Versuche. Bitte warten Sie { $count } Minuten und versuchen Sie es dann noch einmal.
    }

## Beside fields of forms

wrong-empty = Bitte füllen Sie das aus.
wrong-too-long = Höchstens { $most } Zeichen.
wrong-email = Geben Sie eine E-Mail-Adresse wie name@example.com ein.
wrong-email-ada = Geben Sie eine E-Mail-Adresse wie ada@example.com ein.
wrong-address-name = Geben Sie an, wer die Sendung bekommt (höchstens { $most } Zeichen).
wrong-address-line1 = Geben Sie Straße und Hausnummer an (höchstens { $most } Zeichen).
wrong-address-city = Geben Sie den Ort an (höchstens { $most } Zeichen).
wrong-address-country = Wählen Sie ein Land, in das wir liefern.
wrong-address-postal-code = Geben Sie die Postleitzahl an (höchstens { $most } Zeichen).
wrong-no-method = Wählen Sie eine Versandart.
wrong-shipping-method = Wählen Sie eine der angebotenen Versandarten.
wrong-no-shipping = Dorthin können wir das nicht senden.
wrong-no-card = Wählen Sie eine Karte zum Bezahlen.
wrong-payment-token = Das stammt nicht aus dem Formular eines Zahlungsdienstes.
wrong-payment-provider = Mit diesem Zahlungsdienst arbeitet der Shop nicht.
wrong-quantity = Wählen Sie zwischen 1 und { $most } Stück.
wrong-password = Wählen Sie ein Passwort von 10 bis 200 Zeichen.
wrong-current-password = Das ist nicht Ihr aktuelles Passwort.
wrong-name = Geben Sie einen Namen von höchstens { $most } Zeichen ein.
wrong-order-number = Geben Sie die Nummer der Bestellung ein, zum Beispiel 1001.
wrong-stars = Vergeben Sie einen bis fünf Sterne.
wrong-answer = Wählen Sie eine der Antworten.
wrong-character = Dieser Text enthält ein Zeichen, das sich nicht speichern lässt.

## Carts and orders

refused-cart-changed = Dieser Warenkorb wurde inzwischen geändert, vielleicht in einem anderen Tab. Sehen Sie ihn sich an und versuchen Sie es noch einmal.
refused-cart-full = Ein Warenkorb fasst höchstens { $count } verschiedene Artikel.
refused-empty-cart = In diesem Warenkorb ist nichts.
refused-no-cart = Es gibt keinen Warenkorb, für den etwas zurückgehalten werden könnte.
stock-short-for-cart = Von { $title } sind nur noch { $count } da; in Ihrem Warenkorb wären es { $wanted }.
told-left-out-of-cart = { $count } × { $title } passte nicht mehr in Ihren Warenkorb: Mehr davon fasst er nicht.
refused-other-total = Der Gesamtbetrag ist jetzt { $total }. Sehen Sie ihn sich an, und bezahlen Sie, wenn Sie einverstanden sind.
refused-key-reused = Dieses Formular wurde schon mit anderen Angaben abgeschickt. Laden Sie die Seite neu.
refused-in-progress = Ihre Bestellung wird schon bearbeitet. Bitte haben Sie einen Moment Geduld.
declined-card = Ihre Karte wurde abgelehnt. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
declined-insufficient-funds = Die Karte ist nicht ausreichend gedeckt. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
declined-expired = Die Karte ist abgelaufen. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
declined-security-code = Die Prüfnummer der Karte stimmt nicht. Ihr Warenkorb ist unverändert: Prüfen Sie die Nummer, oder versuchen Sie es mit einer anderen Karte.
declined-limit = Diese Zahlung übersteigt das Limit der Karte. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
declined-not-confirmed = Ihre Bank konnte nicht bestätigen, dass Sie es sind, der bezahlt. Ihr Warenkorb ist unverändert: Versuchen Sie es noch einmal oder mit einer anderen Karte.
declined-unknown = Die Zahlung wurde abgelehnt. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
declined-not-through = Die Zahlung kam nicht zustande; es wurde nichts abgebucht. Ihr Warenkorb ist unverändert: Versuchen Sie es mit einer anderen Karte.
refused-decided = Über diese Zahlung ist schon entschieden.

## Discount codes

code-unknown = Diesen Code kennen wir nicht.
code-not-begun = Dieser Code gilt noch nicht.
code-over = Dieser Code ist abgelaufen.
code-used-up = Dieser Code ist aufgebraucht.
code-used-by-you = Sie haben diesen Code schon so oft verwendet, wie eine Person darf.
code-not-for-these = Dieser Code gilt nicht für diese Artikel.
code-short = Legen Sie noch Artikel für { $missing } dazu, um diesen Code zu verwenden.
code-nothing = Dieser Code bringt hier nichts: Wofür er gilt, ist schon kostenlos.
# Follows one of the sentences above.
code-total-without = Ohne ihn beträgt der Gesamtbetrag { $total }.

## Accounts, lists, reviews

refused-account-exists = Mit dieser Adresse gibt es schon ein Konto. Melden Sie sich an, oder fordern Sie ein neues Passwort an.
refused-sign-in-wrong = E-Mail-Adresse und Passwort passen nicht zusammen.
refused-link = Dieser Link wurde schon verwendet, ist zu alt oder stammt nicht von uns. Fordern Sie einen neuen an und nehmen Sie den aus der neuesten E-Mail.
refused-addresses-full = Ein Konto speichert höchstens { $count } Adressen. Entfernen Sie zuerst eine.
refused-wishlist-full = Ihre Wunschliste ist voll: Mehr als { $count } Dinge fasst sie nicht. Nehmen Sie etwas herunter, dann passt es.
told-left-off-wishlist =
    { $count ->
        [one] Ihre Wunschliste ist mit { $most } Dingen voll: { $count } Ding, das Sie vor dem Anmelden gemerkt hatten, blieb weg.
       *[other] Ihre Wunschliste ist mit { $most } Dingen voll: { $count } Dinge, die Sie vor dem Anmelden gemerkt hatten, blieben weg.
    }
refused-many-wait = Darauf warten schon sehr viele. Bitte sehen Sie später noch einmal nach.
refused-in-drop = Das wird in einem Drop verkauft. Auf dessen Seite steht, wann.
refused-is-back = Es ist schon wieder da: Sie können es jetzt kaufen.
refused-reviewed = Das haben Sie schon bewertet.
refused-no-reviews = Bewertungen sind gerade nicht möglich. Bitte versuchen Sie es später noch einmal.
refused-told-already = Das haben Sie uns schon gesagt. Vielen Dank.

## Queues

refused-queue-closed = In diese Warteschlange kann sich niemand mehr einreihen.
refused-queue-not-open = Die Warteschlange ist noch nicht offen.
refused-no-queue = Es gibt keine Warteschlange (mehr).
queue-no-ticket = Hier gibt es eine Warteschlange: { $title }. Nehmen Sie zuerst einen Platz darin ein.
queue-forged = Dieses Ticket ist keines von uns. Nehmen Sie einen Platz in der Warteschlange ein: { $title }.
queue-shared = Dieser Platz in der Warteschlange gehört zu einem anderen Warenkorb. Ein Ticket gilt nur für eine Person.
queue-not-yet = Sie sind noch nicht an der Reihe. Ihr Platz in der Warteschlange bleibt Ihnen: { $title }.
queue-expired = Ihre Zeit ist abgelaufen. Sie können sich noch einmal anstellen: { $title }.
queue-used = Sie waren an der Reihe, und was Sie nicht genommen haben, geht an die Nächsten. Sie können sich noch einmal anstellen: { $title }.
queue-has-bought = Mit diesem Platz in der Warteschlange wurde schon gekauft: { $title }.

## What is said where nothing more is known than the kind of refusal

face-unauthorized = Bitte melden Sie sich zuerst an.
face-forbidden = Das ist hier nicht erlaubt.
face-method = Diese Adresse gibt es, aber nicht auf diese Weise.
face-conflict = Das hat sich inzwischen geändert. Laden Sie es neu und wiederholen Sie Ihre Änderung.
face-too-large = Das ist größer, als hier angenommen wird.
face-media-type = Inhalt dieser Art wird hier nicht gelesen.
face-invalid = Ein Teil davon war nicht lesbar.
face-rate-limited = Zu viele Anfragen von Ihrer Adresse. Bitte warten Sie einen Moment.
face-headers-too-large = Der Kopf dieser Anfrage ist zu groß.
face-timeout = Das hat zu lange gedauert; es ist nichts verloren. Bitte sehen Sie noch einmal nach, bevor Sie es wiederholen.
face-unreadable = Diese Anfrage war nicht lesbar.
face-cross-site = Das kam von einer anderen Website. Öffnen Sie den Shop selbst und versuchen Sie es noch einmal.
