#!/usr/bin/env python
"""Django's own commands, for developers (makemigrations, shell); operators use `worgl`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
    execute_from_command_line(sys.argv)
