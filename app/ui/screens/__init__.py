"""One module per screen. Screens do not know each other."""
