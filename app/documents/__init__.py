"""PDFs: composing, sealing, signing, checking and showing them. Knows nothing of the vault."""
