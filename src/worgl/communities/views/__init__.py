"""Pages of communities: people, joining and leaving, administration."""
