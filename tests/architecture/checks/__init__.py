"""Checks of the architecture: each takes the folder of a package and returns the faults it finds in it."""
