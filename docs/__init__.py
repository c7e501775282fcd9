"""The documentation, and the commands that draw its pictures."""
