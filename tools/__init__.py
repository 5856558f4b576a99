"""Scripts of the project: environment, locks, reference pages."""
