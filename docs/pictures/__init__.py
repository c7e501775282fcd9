"""The commands that draw pictures: `make pictures`."""
