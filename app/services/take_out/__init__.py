"""Take everything out as one folder that needs no Alongside to read, and bring it back."""
