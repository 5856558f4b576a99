"""The WSGI application granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from worgl.core.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
application = get_wsgi_application()
settle()
