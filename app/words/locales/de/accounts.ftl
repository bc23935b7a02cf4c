# Konten, und was per E-Mail an alle geht, die nicht weiterwissen.

## Fields

field-your-name = Wie dürfen wir Sie nennen?
field-password = Passwort
field-current-password = Aktuelles Passwort
field-new-password = Neues Passwort
field-password-hint = Mindestens 10 Zeichen.

## Signing in and up

door-sign-in = Anmelden
door-lost-password = Ich habe mein Passwort vergessen
door-new-here = Neu hier? { $link }
door-looking-for-order = Suchen Sie eine Bestellung? { $link }
door-find-it = Ohne Konto finden
door-sign-up = Konto anlegen
door-account-explained = Bewahrt Warenkorb, Bestellungen und Adressen an einem Ort auf. Einkaufen können Sie auch ohne.
door-have-one = Haben Sie schon eines? { $link }
door-welcome = Willkommen. Das ist Ihr Konto.

## The pages of an account

account-orders = Ihre Bestellungen
account-addresses = Ihre Adressen
account-details = Name und Passwort
account-rooms = Konto
account-sign-out = Abmelden

overview-confirm = Wir haben eine E-Mail an { $email } geschickt. Folgen Sie dem Link darin, dann stehen hier auch Bestellungen, die Sie als Gast aufgegeben haben.
overview-send-again = Noch einmal senden
overview-no-orders = Noch keine Bestellungen.
overview-older = Ältere Bestellungen
overview-mail-sent = Eine weitere E-Mail ist unterwegs.

addresses-full = Mehr Adressen speichert ein Konto nicht.
addresses-add = Adresse hinzufügen
addresses-none = Noch keine. Mit einer Adresse füllt sich die Kasse von selbst aus.
addresses-first = Mit dieser beginnt die Kasse
addresses-make-first = An der Kasse zuerst verwenden
addresses-change = Ändern
addresses-remove = Entfernen
addresses-change-one = Adresse ändern
addresses-keep = Adresse speichern
addresses-back = Zurück, ohne zu speichern
addresses-kept = Die Adresse ist gespeichert.
addresses-now-first = An der Kasse steht sie von nun an zuerst.
addresses-removed = Die Adresse ist entfernt.

details-keep-name = Namen speichern
details-name-kept = Ihr Name ist gespeichert.
details-password = Neues Passwort
details-signed-in = Sie melden sich als { $email } an. Alle anderen Sitzungen werden abgemeldet.
details-change-password = Passwort ändern
details-password-kept = Ihr neues Passwort ist gespeichert, und alle anderen Sitzungen wurden abgemeldet.
details-elsewhere = Anderswo angemeldet?
details-elsewhere-explained = Auf einem verlorenen Telefon oder einem fremden Rechner: Das beendet jede Sitzung, auch diese.
details-sign-out-everywhere = Überall abmelden

## Ways that lead through a mail

reset-title = Ein neues Passwort
reset-email-hint = Dorthin schicken wir einen Link.
reset-send = Link senden
reset-sent = Wenn es ein Konto mit dieser Adresse gibt, ist ein Link zum Wählen eines neuen Passworts dorthin unterwegs.
reset-choose = Neues Passwort wählen
reset-password-hint = Mindestens 10 Zeichen. Alle Sitzungen Ihres Kontos werden abgemeldet.
reset-keep = Passwort speichern
sent-title = Bitte sehen Sie in Ihr Postfach
sent-nothing-there = Nach einigen Minuten noch nichts da? Sehen Sie im Spam-Ordner nach, und ob es die Adresse ist, die Sie hier verwendet haben.
confirm-title = Ist das Ihre Adresse?
confirm-explained = Bestätigen Sie es, dann stehen auch Bestellungen, die Sie früher damit aufgegeben haben, in Ihrem Konto.
confirm-yes = Ja, das ist meine
lookup-title = Bestellung finden
lookup-email-hint = Die Adresse, die Sie bei der Bestellung angegeben haben. Dorthin schicken wir die Seite der Bestellung.
lookup-number = Bestellnummer
lookup-number-hint = Zum Beispiel 1001. Sie steht in jeder E-Mail zur Bestellung.
lookup-send = Seite zusenden
lookup-sent = Wenn es eine Bestellung mit dieser Nummer und Adresse gibt, ist der Weg zu ihrer Seite zu Ihnen unterwegs.
