# Cart, till, order, survey.
