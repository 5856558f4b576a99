"""The command line: what the person who runs worgl types. Holds no rule; calls the same commands as pages do.

`main` assembles the commands; `frame` starts Django, and turns what goes wrong into one line on stderr and
an exit code; `voice` speaks (results on stdout, all else on stderr). Each further file is one group of
commands: `start`, `books`, `moves`, `keeping`, `jobs`. `databases` copies whole databases for backups,
`portable` writes a community to a directory and reads it back.

Django is imported inside the functions that need it, so that `worgl --help` answers at once. Help is in
English, as the names of commands are; refusals and results are translated like pages.
"""
