"""Schools, people and duties as sheets of an Excel file: written out, and read in again as a whole or not at all.

What a sheet does not name stays: schools and people are added and changed, never deleted. The sheet of duties is the whole
truth about duties. Reading the same file twice changes nothing the second time.
"""

from handlers.exchange.applying import apply
from handlers.exchange.reading import read
from handlers.exchange.shape import Wrong, tables

__all__ = ["Wrong", "apply", "read", "tables"]
