"""Backups of the records: made, proved, kept, and put back."""
