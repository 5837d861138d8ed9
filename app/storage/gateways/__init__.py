"""One gateway per noun: rows in, frozen values out."""
