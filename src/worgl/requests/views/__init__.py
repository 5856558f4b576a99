"""Pages of payment requests and of the till."""
