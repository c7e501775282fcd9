"""Decides what a message does: asks, books, cancels, thanks …"""

# Strongest first: an existing request outweighs a new one, a new one outweighs courtesy.
_ORDER = (
    "cancel",
    "reschedule",
    "status",
    "feedback",
    "register",
    "human",
    "contact",
    "calendar",
    "book",
    "consult",
)


def intent_of(cues: frozenset[str], *, has_topic: bool, has_when: bool) -> str:
    """The intent told by the cues found in a message and by what else stands in it."""
    for intent in _ORDER:
        if intent in cues:
            return "book" if intent == "consult" and has_when else intent
    if has_topic:
        return "book" if has_when else "consult"
    if has_when:
        return "book"
    if "thanks" in cues:
        return "thanks"
    return "greeting" if "greeting" in cues else "other"
