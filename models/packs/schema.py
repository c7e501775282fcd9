"""What an office pack may say: the shape of `offices/*.yaml`, explained key by key in docs/office-pack.md."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Count = Annotated[int, Field(ge=0)]
PositiveCount = Annotated[int, Field(ge=1)]


def _is_day_of_every_year(text: str) -> str:
    month, day = text.split("-")
    dt.date(2025, int(month), int(day))  # not a leap year: 29 February must not be a term's border
    return text


def _is_christian_year(day: dt.date) -> dt.date:
    if not 2000 <= day.year < 2400:
        raise ValueError("write the Christian year (2569 is 2026)")
    return day


Day = Annotated[dt.date, AfterValidator(_is_christian_year)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$"), AfterValidator(_is_day_of_every_year)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeEntry(_Entry):
    """The office and the one of its groups that uses the bot."""

    slug: Slug
    name_th: Text
    short_th: Text
    level: Literal["primary", "secondary"]
    group_th: Text
    office_phone: Text | None = None
    source: Text


class ServiceStepEntry(_Entry):
    """One of the five steps of the consultation service, with its standard time in office minutes."""

    no: Annotated[int, Field(ge=1, le=5)]
    name_th: Text
    minutes: PositiveCount
    by: Literal["requester", "clerk", "director", "supervisor"]


class ChannelEntry(_Entry):
    """A way on which a request may reach the office."""

    code: Code
    name_th: Text


class ModeEntry(_Entry):
    """How advice is given: `now` or by `appointment`."""

    code: Literal["now", "appointment"]
    name_th: Text
    when_th: str = ""


class ServiceEntry(_Entry):
    """The consultation service as the office promises it."""

    name_th: Text
    steps: Annotated[tuple[ServiceStepEntry, ...], Field(min_length=5, max_length=5)]
    channels: tuple[ChannelEntry, ...] = ()
    modes: tuple[ModeEntry, ...] = ()


# Ours, for offices whose manual prints no service table: no manual promises these minutes.
DEFAULT_SERVICE = ServiceEntry(
    name_th="บริการให้คำปรึกษา",
    steps=(
        ServiceStepEntry(no=1, name_th="แจ้งขอคำปรึกษา", minutes=3, by="requester"),
        ServiceStepEntry(no=2, name_th="ลงทะเบียนคำขอ", minutes=2, by="clerk"),
        ServiceStepEntry(no=3, name_th="ผู้อำนวยการกลุ่มพิจารณา", minutes=2, by="director"),
        ServiceStepEntry(no=4, name_th="ประสานผู้ให้คำปรึกษา", minutes=2, by="clerk"),
        ServiceStepEntry(no=5, name_th="ให้คำปรึกษา", minutes=10, by="supervisor"),
    ),
    channels=(ChannelEntry(code="line", name_th="LINE"), ChannelEntry(code="phone", name_th="โทรศัพท์")),
    modes=(
        ModeEntry(code="now", name_th="ให้คำปรึกษาทันที"),
        ModeEntry(code="appointment", name_th="นัดหมายวันเวลาให้คำปรึกษา"),
    ),
)


class TaskEntry(_Entry):
    """A task of a work group; its code is unique within the group."""

    code: Code
    name_th: Text


class FunctionEntry(_Entry):
    """A work group (กลุ่มงาน) that consultations are routed by."""

    code: Code
    name_th: Text
    aliases_th: tuple[Text, ...] = ()
    tasks: tuple[TaskEntry, ...] = ()


class LearningAreaEntry(_Entry):
    """A learning area (กลุ่มสาระ), or a subject inside the one named by `parent`."""

    code: Code
    name_th: Text
    parent: Code | None = None
    aliases_th: tuple[Text, ...] = ()


class AreaEntry(_Entry):
    """A cluster of schools (สหวิทยาเขต); who looks after it stands with the officers."""

    code: Code
    name_th: Text
    aliases_th: tuple[Text, ...] = ()
    coordinator: Code | None = None


class ProjectEntry(_Entry):
    """A project of one officer, with the words by which people ask for it."""

    name_th: Text
    budget: Literal["A", "B"] | None = None
    topics_th: tuple[Text, ...] = ()


class OfficerEntry(_Entry):
    """A seat in the office, never a person's name. A `signatory` only signs and is proposed to nobody."""

    id: Code
    title_th: Text
    rank_th: Text | None = None
    role: Literal["director", "supervisor", "officer", "signatory"]
    functions: tuple[Code, ...] = ()
    learning_areas: tuple[Code, ...] = ()
    areas: tuple[Code, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    duties_th: tuple[Text, ...] = ()


class PhaseEntry(_Entry):
    """A phase of a process; an empty text is a cell the manual leaves empty."""

    no: Text
    name_th: Text
    when_th: str = ""
    when_fixed_th: Text | None = None
    standard_th: str = ""
    responsible_th: str = ""

    @property
    def when(self) -> str:
        """The time expression to read and to show; empty when the manual gives none."""
        return self.when_fixed_th or self.when_th


class ProcessEntry(_Entry):
    """A process (กระบวนงาน) of the annual calendar with its phases in printed order."""

    code: Code
    name_th: Text
    function: Code
    fiscal_year_note: str = ""
    laws_th: tuple[Text, ...] = ()
    forms_th: tuple[Text, ...] = ()
    indicators_th: tuple[Text, ...] = ()
    steps: Annotated[tuple[PhaseEntry, ...], Field(min_length=1)]


class DeadlineEntry(_Entry):
    """A deadline or report round; an empty `when_th` means that the manual names no date."""

    name_th: Text
    when_th: str = ""
    who_th: str = ""


class SchoolEntry(_Entry):
    """A school of the office; `example` marks an invented one."""

    name_th: Text
    area: Code | None = None
    example: bool = False


class WorkingHours(_Entry):
    """The office's day on the Bangkok clock."""

    start: dt.time = dt.time(8, 30)
    end: dt.time = dt.time(16, 30)
    lunch_start: dt.time = dt.time(12, 0)
    lunch_end: dt.time = dt.time(13, 0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.start <= self.lunch_start <= self.lunch_end <= self.end or self.start == self.end:
            raise ValueError("write start, lunch_start, lunch_end and end in the order of the day")
        return self


class SchoolTerms(_Entry):
    """First and last days of the two school terms as MM-DD; the second ends in the next calendar year."""

    first_start: MonthDay = "05-16"
    first_end: MonthDay = "10-10"
    second_start: MonthDay = "11-01"
    second_end: MonthDay = "03-31"


class OfficeSettings(_Entry):
    """What an office may change about the bot; every key has a default."""

    prefix_th: Text = "ปษ"
    bot_name: Text = "นิเทศ"
    group_prefix: Text = "บอต"
    particle: Literal["ค่ะ", "ครับ"] = "ค่ะ"
    working_hours: WorkingHours = WorkingHours()
    extra_days_off: tuple[Day, ...] = ()
    extra_working_days: tuple[Day, ...] = ()
    school_terms: SchoolTerms = SchoolTerms()
    sending_start: dt.time = dt.time(8, 30)
    sending_end: dt.time = dt.time(16, 30)
    reminder_days_before: tuple[Count, ...] = (14, 7, 3, 1, 0)
    auto_assign: bool = False
    broadcast_approval: bool = False
    monthly_messages: PositiveCount = 300
    reserved_messages: Count = 60
    welcome_th: str = ""
    group_welcome_th: str = ""
    meeting_place_th: str = ""
    remind_groups: bool = True

    @model_validator(mode="after")
    def _can_send(self) -> Self:
        if self.sending_start >= self.sending_end:
            raise ValueError("set sending_start before sending_end")
        return self


class Pack(_Entry):
    """Everything one office pack says."""

    office: OfficeEntry
    settings: OfficeSettings = OfficeSettings()
    service: ServiceEntry = DEFAULT_SERVICE
    functions: Annotated[tuple[FunctionEntry, ...], Field(min_length=1)]
    learning_areas: tuple[LearningAreaEntry, ...] = ()
    areas: tuple[AreaEntry, ...] = ()
    officers: Annotated[tuple[OfficerEntry, ...], Field(min_length=1)]
    processes: tuple[ProcessEntry, ...] = ()
    deadlines_and_rounds: tuple[DeadlineEntry, ...] = ()
    schools: tuple[SchoolEntry, ...] = ()
