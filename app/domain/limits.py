"""How much a file that comes in may hold: every limit of every door stands here and nowhere else.

They are many times what an honest file has, and so small that no file keeps anybody waiting for more than two
seconds or takes more than 300 MB of memory (``python -m tests.fuzz measure`` shows both).
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# --- lists: CSV and Excel -----------------------------------------------------------------------------------

LIST_BYTES = 10 * MEGABYTE
LIST_ROWS, LIST_COLUMNS, CELL_LETTERS = 5000, 200, 2000
BOOK_PARTS = 2000
"""Files inside a workbook."""
BOOK_UNPACKED = 48 * MEGABYTE
"""What is unpacked of a workbook: its list of sheets, its texts and its first sheet."""
BOOK_MARKS = 400_000
"""Tags in what is read of a workbook; a cell has two or three."""

# --- ZIP ----------------------------------------------------------------------------------------------------

ZIP_LIST_BYTES = 16 * MEGABYTE
"""The list of names at the end of a ZIP."""
ZIP_FILES = 50_000

# --- forms, frameworks and crosswalks: TOML -----------------------------------------------------------------

TOML_BYTES = 2_000_000
TOML_TABLES = 4000
"""Headers such as ``[[sections.fields]]``."""
TOML_VALUES = 20_000
"""Settings and the entries of lists together."""
TOML_FAULTS = 50
"""Faults of one file that are told, a line each."""
TOML_DOTS, TOML_DEEP, TOML_LETTERS = 4, 12, 120
"""The dots and the letters of one name or number; how deep lists stand in one another."""

# --- JSON: lists of files, rows of a take-out ---------------------------------------------------------------

MANIFEST_BYTES = 24 * MEGABYTE
SIGNATURE_BYTES = MEGABYTE
JSON_PARTS = 400_000
"""Lists and objects of one JSON text."""
ROW_LETTERS = 32 * MEGABYTE
"""One row of a take-out, a line of its file."""

# --- PDF ----------------------------------------------------------------------------------------------------

PDF_BYTES = 64 * MEGABYTE
"""A PDF, or a file of a pack or a take-out, that is looked at."""
PDF_REVISIONS, PDF_SAVED = 32, 1000
"""How often a PDF may have been added to: one that is checked (five people and the service sign at most), and
one that is kept or shown."""
PDF_OBJECTS = 200_000
PDF_READS = 1_000_000
"""How often a PDF that is checked is read at all, most often a letter; a record of two pages takes 60,000."""
PDF_PAGES_READ = 500
"""Pages whose content is read through, and marks on one; what is longer is judged by these."""
READ_THROUGH = MEGABYTE
"""Content of pages that is read word by word."""
PAGE_BYTES = 32 * MEGABYTE
"""What the content of a page, or another part, may unpack to."""
PICTURE_ON_PAGE = 100_000_000
"""Points of one picture on a page."""
SHOWN_POINTS = 24_000_000
"""Points of a page as it is drawn on screen."""

# --- pictures and scans -------------------------------------------------------------------------------------

SCAN_BYTES = 15 * MEGABYTE
LOGO_BYTES = 2 * MEGABYTE
PICTURE_POINTS = 40_000_000
"""A picture's width times its height: the largest camera of a telephone that most have, doubled."""

CERTIFICATE_BYTES = 64 * 1024
SECRET_FILE_BYTES = 64 * 1024
"""A file whose first line is a passphrase, a PIN or a code."""

# --- what is pasted -----------------------------------------------------------------------------------------

PASTED_LETTERS = 4_000_000
"""Of rich text from elsewhere; more than this is read as plain text."""
