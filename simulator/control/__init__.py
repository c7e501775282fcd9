"""The control API under /sim: makes the world, moves the people in it, and looks at what came of it."""
