"""What tests stand on: a database of either kind, a running site, a browser."""
