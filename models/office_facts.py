"""What the house knows about an office beside its rows: its pack, its settings and its calendar, read once per change."""

from dataclasses import dataclass

from models.offices import Office
from models.packs import OfficeSettings, Pack
from models.working_days import OfficeCalendar


@dataclass(frozen=True)
class OfficeFacts:
    """The pack as loaded, the settings with the office's own changes, and the calendar of working days."""

    pack: Pack
    settings: OfficeSettings
    calendar: OfficeCalendar
    version: str
    """Changes with pack and settings."""

    def name_of(self, kind: str, code: str | None) -> str | None:
        """The Thai name of a learning_area, function or area, shortened as people say it; None when the pack has none."""
        names = {
            "learning_area": {entry.code: entry.name_th for entry in self.pack.learning_areas},
            "function": {entry.code: entry.name_th for entry in self.pack.functions},
            "area": {entry.code: entry.name_th for entry in self.pack.areas},
        }
        name = names[kind].get(code or "")
        if name is None:
            return None
        for prefix in ("กลุ่มสาระการเรียนรู้", "กลุ่มงาน"):
            name = name.removeprefix(prefix)
        return name

    def subject_name(self, learning_area: str | None, function: str | None) -> str | None:
        """What the register calls the subject of a consultation whose words are gone; None when it has neither."""
        return self.name_of("learning_area", learning_area) or self.name_of("function", function)

    def register_number(self, number: int, fiscal_year: int) -> str:
        """What people call a consultation: ปษ 12/2570."""
        return f"{self.settings.prefix_th} {number}/{fiscal_year}"

    def standard_minutes(self, step: int) -> int:
        """The minutes that the office promises for one of the five steps of the service."""
        return next(entry.minutes for entry in self.pack.service.steps if entry.no == step)


_kept: dict[str, OfficeFacts] = {}


def facts_of(office: Office) -> OfficeFacts:
    """The office's facts; built anew when `words_version` differs from the last time."""
    known = _kept.get(office.words_version)
    if known is None:
        if len(_kept) > 500:
            _kept.clear()
        pack = Pack.model_validate(office.pack)
        settings = OfficeSettings.model_validate({**pack.settings.model_dump(), **office.settings})
        calendar = OfficeCalendar(
            settings.working_hours,
            extra_days_off=settings.extra_days_off,
            extra_working_days=settings.extra_working_days,
        )
        known = _kept[office.words_version] = OfficeFacts(pack, settings, calendar, office.words_version)
    return known
