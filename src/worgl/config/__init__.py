"""Composition root: settings, URLs and the WSGI application. Holds no rule.

Everything an operator may set is declared once in `env.py` and documented from there.
"""
