"""A whole community as a directory of CSV files with a manifest, and back into an empty place of another database."""
