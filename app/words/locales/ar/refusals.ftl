# What goes wrong, and what a form says beside its fields.
