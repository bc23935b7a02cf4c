# Words that many pages share, header, footer, home, extras, errors.

units = { $count } Stück
