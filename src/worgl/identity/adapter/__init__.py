"""What allauth asks of us, by part: accounts and letters, second factors."""
