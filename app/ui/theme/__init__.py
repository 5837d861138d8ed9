"""Colours, type and spacing from token files."""
