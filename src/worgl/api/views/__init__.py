"""Pages of the API: a person's keys, and what programs can ask."""
