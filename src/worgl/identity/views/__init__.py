"""Views of identity: a person's own settings, and what other sites ask of them."""
