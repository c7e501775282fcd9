"""Would LINE take this request, and if not, what would it answer? Pure functions, no state, no I/O."""

from simulator.rules.json_body import parse_json
from simulator.rules.lengths import grapheme_length, utf16_length
from simulator.rules.refusal import Detail, Refusal
from simulator.rules.sending import Operation, check_send

__all__ = ["Detail", "Operation", "Refusal", "check_send", "grapheme_length", "parse_json", "utf16_length"]
