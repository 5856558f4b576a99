"""The house rules as tests. Each check is shown to catch a planted fault."""
