"""Pages of the inbox: what a person was told, and how he wants to be told."""
