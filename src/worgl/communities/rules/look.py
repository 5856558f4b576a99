"""The pictures a community is shown by."""

from __future__ import annotations

from worgl.communities.rules.values import LookKind

ICONS = {180: LookKind.ICON_180, 192: LookKind.ICON_192, 512: LookKind.ICON_512}
"""The kind of picture an icon of so many pixels is."""
