"""The catalogues of the languages, compared with the texts of the code."""
