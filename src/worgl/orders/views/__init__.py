"""Pages of standing orders and pay lists."""
