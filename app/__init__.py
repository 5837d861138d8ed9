"""Alongside: coaching, reflection, observation and supervision, signed by two people on one PC."""

__version__ = "0.1.0"
