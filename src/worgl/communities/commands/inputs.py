"""What can be said to communities, with the limit of each: types for commands, forms and the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints

from worgl.communities.rules.founding import WORDS
from worgl.communities.rules.values import ABOUT_MAX, NOTICE_BODY_MAX, NOTICE_SHOWN_DAYS_MAX, TEXT_BODY_MAX
from worgl.core.counts import Count
from worgl.core.inputs import PRINTED, WRITTEN, SingleLine, says

NUMBER_MAX = 1_000_000
Number = Annotated[int, Field(strict=True, ge=1, le=NUMBER_MAX)]
"""A number of people, places or days."""
TextNumber = Annotated[int, Field(strict=True, ge=0, le=NUMBER_MAX)]
"""The number of a text that was published, 0 where none was."""
Words = Annotated[Mapping[str, SingleLine], Field(max_length=len(WORDS))]
"""A community's own words."""
Language = Annotated[str, Field(pattern="^([a-z]{2,3})?$")]
"""The code of a language, "" for none."""
About = Annotated[str, StringConstraints(max_length=ABOUT_MAX, pattern=PRINTED)]
"""What members say of themselves."""
NoticeBody = Annotated[
    str,
    StringConstraints(max_length=NOTICE_BODY_MAX, pattern=WRITTEN),
    says(_("At most {longest} characters."), longest=Count(NOTICE_BODY_MAX)),
]
"""What all members are told, below its heading."""
ShownDays = Annotated[
    int,
    Field(strict=True, ge=1, le=NOTICE_SHOWN_DAYS_MAX),
    says(_("Show it for 1 to {most} days."), most=NOTICE_SHOWN_DAYS_MAX),
]
"""For how long it stands."""
TextBody = Annotated[str, Field(max_length=TEXT_BODY_MAX + 1, description="Plain text with a few marks.")]
"""Terms, privacy or imprint as they are sent; one character more than fits, for the line's end after the last."""
