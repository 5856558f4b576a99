"""Communities and members as operators may look at them."""

from worgl.communities.models import Community, Member
from worgl.core.tables import show

show(Community, ("slug", "name", "book", "preset", "seats", "cap", "created_at"), sought=("slug", "name"))
show(Member, ("id", "community", "name", "code", "kind", "state", "applied_at", "joined_at"), sought=("name", "code"))
