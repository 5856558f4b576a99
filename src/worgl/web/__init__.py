"""Web: the shell around every page, the landing page, founding a town, and the pages for errors.

It stands above all domains: it may ask any of them, none of them knows it. Domains' own pages live in
the domains; they reach this shell only by name, through `base.html` and the context it is given.
"""
