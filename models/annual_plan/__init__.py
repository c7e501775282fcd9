"""The annual plan of an office: the phases of its processes in one fiscal year, who looks after them, and how they stand."""

from models.annual_plan.caretakers import Caretakers
from models.annual_plan.planning import date, draft_year, open_year, postpone
from models.annual_plan.runs import (
    LIVING,
    Phase,
    PhaseEvidence,
    PhaseRun,
    RunState,
    YearPlan,
    add_evidence,
    described,
    find,
    finish,
    in_order,
    open_runs,
    plan_of,
    plans,
    reopen,
    runs_of_year,
    start,
)

__all__ = [
    "LIVING",
    "Caretakers",
    "Phase",
    "PhaseEvidence",
    "PhaseRun",
    "RunState",
    "YearPlan",
    "add_evidence",
    "date",
    "described",
    "draft_year",
    "find",
    "finish",
    "in_order",
    "open_runs",
    "open_year",
    "plan_of",
    "plans",
    "postpone",
    "reopen",
    "runs_of_year",
    "start",
]
