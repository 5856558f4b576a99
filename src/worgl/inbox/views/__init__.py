"""Pages of the inbox: what a person was told, and how they want to be told."""
