"""The office's console: server-rendered pages for the staff, signed in from LINE. `pages.py` lists them all."""
