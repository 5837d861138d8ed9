"""Records from the first word to what stays: written, shared, corrected, found and read."""
