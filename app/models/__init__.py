"""SQLAlchemy tables, nothing else. Importing any of them loads all, so that none is forgotten."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
