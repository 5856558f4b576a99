"""Documents say what the program does, and their examples run."""
