"""The doctor: is what is kept still what was sealed, and is anything missing."""
