"""A stand-in of the LINE Platform on this machine: `python -m simulator`."""
