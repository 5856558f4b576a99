"""People as operators may look at them: without password and preferences."""

from worgl.core.tables import show
from worgl.identity.models import Person

show(Person, ("id", "name", "email", "is_active", "is_staff", "registered_at", "last_login"), sought=("name", "email"))
