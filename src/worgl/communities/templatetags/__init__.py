"""What templates of the upper domains show of a community."""
