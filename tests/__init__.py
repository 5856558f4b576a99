"""Tests of the whole: architecture, documents, both databases, a real browser. A domain's own tests stand in it."""
