"""Office packs: what `offices/*.yaml` says about an office, read and checked."""

from models.packs.read import PackError, read_pack
from models.packs.schema import DEFAULT_SERVICE, OfficeSettings, Pack, WorkingHours

__all__ = ["DEFAULT_SERVICE", "OfficeSettings", "Pack", "PackError", "WorkingHours", "read_pack"]
