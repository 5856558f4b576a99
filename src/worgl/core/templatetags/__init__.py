"""Template tags every domain's pages may load: `{% load worgl %}`."""
