"""What the tests' databases promise, on SQLite and on PostgreSQL."""
