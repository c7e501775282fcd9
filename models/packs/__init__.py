"""Office packs: what `offices/*.yaml` says about an office, read, checked and compared."""

from models.packs.changes import Change, compare
from models.packs.read import PackError, read_pack
from models.packs.schema import DEFAULT_SERVICE, OfficeSettings, Pack, WorkingHours

__all__ = ["DEFAULT_SERVICE", "Change", "OfficeSettings", "Pack", "PackError", "WorkingHours", "compare", "read_pack"]
