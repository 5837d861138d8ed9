"""Signing: whose turn it is, the PDF composed once, and what seals it."""
