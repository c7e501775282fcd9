"""`python -m bot` and the installed `nithet`."""

import gc

# What is imported stays: looking through it for garbage, again and again, took a seventh of the time that a start takes.
gc.disable()
from bot.cli import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
