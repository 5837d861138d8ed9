"""What a part of a form can count towards in the Level 5 diploma: supervising others, in our own words.

The codes are kept with every form and never change; the words are what people choose by.
"""

from __future__ import annotations

CRITERIA = {
    "L5-2.2.1": "Agreeing how supervision is done",
    "L5-2.2.2": "Seeing work in several ways",
    "L5-2.2.3": "Looking after how somebody is",
    "L5-2.2.4": "Thinking together about events",
    "L5-2.2.5": "Telling somebody how they do",
    "L5-2.2.6": "Finding and planning what to learn",
    "L5-2.2.7": "Agreeing aims and reviewing them",
    "L5-2.2.8": "Writing it down and keeping it safe",
}
STANDS_IN = "L5-2.3"
"""The area of the Level 5 framework, "Supervising others", that all of them belong to.

The kept codes begin with the number of its neighbour. Published forms never change, so it is said here.
"""
