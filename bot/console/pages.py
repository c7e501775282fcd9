"""THE page of URLs: every address of the console, who may go there, and its word in the menu."""

from bot.console import (
    appointments,
    away,
    broadcast_draft,
    broadcasts,
    consultations,
    entering,
    exchange,
    groups,
    health,
    people,
    person,
    phases,
    quota,
    register,
    report_round,
    reports,
    rounds,
    schools,
    settings,
    sign_in,
    today,
    words,
    year,
)
from bot.console.desk import Page
from models.people import STAFF, Role

EVERYBODY = frozenset(STAFF)
DECIDERS = frozenset({Role.DIRECTOR, Role.ACTING_DIRECTOR, Role.CLERK})
DIRECTORS = frozenset({Role.DIRECTOR, Role.ACTING_DIRECTOR})
KEEPERS = frozenset({Role.DIRECTOR, Role.CLERK})
"""Who keep the office's affairs: people, words, settings."""
MAY_BE_AWAY = KEEPERS | {Role.SUPERVISOR}
"""Who enter absences: a supervisor their own, who keeps the office's affairs everybody's."""

DAY, YEAR, OFFICE = "งานประจำวัน", "ปฏิทินและประกาศ", "สำนักงาน"
"""The parts of the menu. Inside a part, pages stand in the order of PAGES."""

PAGES = (
    Page("/", today.today, EVERYBODY, menu="วันนี้", under=DAY),
    Page("/mend", today.mend, KEEPERS, "POST"),
    Page("/leave", sign_in.leave, EVERYBODY, "POST"),
    # the register
    Page("/consultations", register.listing, EVERYBODY, menu="ทะเบียนคำขอ", under=DAY),
    Page("/consultations.<any(csv, xlsx):form>", register.export, DECIDERS),
    Page("/consultations/print", register.printed, DECIDERS),
    Page("/consultations/new", entering.form, KEEPERS, menu="ลงทะเบียนหนังสือ/โทรศัพท์", under=DAY),
    Page("/consultations/new", entering.enter, KEEPERS, "POST"),
    Page("/consultations/<row:consultation_id>", consultations.one, EVERYBODY),
    Page("/consultations/<row:consultation_id>/assign", consultations.assign, DECIDERS, "POST"),
    Page("/consultations/<row:consultation_id>/decline", consultations.decline, DECIDERS, "POST"),
    Page("/consultations/<row:consultation_id>/give", consultations.give, DECIDERS, "POST"),
    Page("/consultations/<row:consultation_id>/book", consultations.book, EVERYBODY, "POST"),
    Page("/consultations/<row:consultation_id>/move", consultations.move, EVERYBODY, "POST"),
    Page("/consultations/<row:consultation_id>/conclude", consultations.conclude, EVERYBODY, "POST"),
    Page("/consultations/<row:consultation_id>/cancel", consultations.cancel, EVERYBODY, "POST"),
    Page("/consultations/<row:consultation_id>/merge", consultations.merge, DECIDERS, "POST"),
    Page("/appointments", appointments.week, EVERYBODY, menu="นัดหมาย", under=DAY),
    Page("/appointments/month", appointments.month, EVERYBODY),
    Page("/appointments/<row:appointment_id>/move", appointments.move, EVERYBODY, "POST"),
    Page("/away", away.listing, EVERYBODY, menu="ไปราชการ/ลา", under=DAY),
    Page("/away", away.enter, MAY_BE_AWAY, "POST"),
    Page("/away/<row:absence_id>/take-back", away.take_back, MAY_BE_AWAY, "POST"),
    # the annual calendar
    Page("/year", year.show, EVERYBODY, menu="ปฏิทินทั้งปี", under=YEAR),
    Page("/year/open", year.open_year, DECIDERS, "POST"),
    Page("/year/undated", year.undated, EVERYBODY),
    Page("/phases/<row:run_id>", phases.one, EVERYBODY),
    Page("/phases/<row:run_id>/start", phases.start, EVERYBODY, "POST"),
    Page("/phases/<row:run_id>/finish", phases.finish, EVERYBODY, "POST"),
    Page("/phases/<row:run_id>/reopen", phases.reopen, EVERYBODY, "POST"),
    Page("/phases/<row:run_id>/dates", phases.set_dates, EVERYBODY, "POST"),
    Page("/postponements/<row:wish_id>", phases.decide, DECIDERS, "POST"),
    # report rounds
    Page("/rounds", rounds.listing, EVERYBODY, menu="รอบรายงาน", under=YEAR),
    Page("/rounds", rounds.open_round, DECIDERS, "POST"),
    Page("/rounds/<row:round_id>", report_round.one, EVERYBODY),
    Page("/rounds/<row:round_id>.xlsx", report_round.export, EVERYBODY),
    Page("/rounds/<row:round_id>/remind", report_round.remind, DECIDERS, "POST"),
    Page("/rounds/<row:round_id>/close", report_round.close, DECIDERS, "POST"),
    Page("/rounds/<row:round_id>", report_round.change, DECIDERS, "POST"),
    Page("/rounds/<row:round_id>/schools/<row:school_id>", report_round.enter, DECIDERS, "POST"),
    # broadcasts
    Page("/broadcasts", broadcasts.listing, DECIDERS, menu="ประกาศ", under=YEAR),
    Page("/broadcasts/new", broadcast_draft.new, DECIDERS),
    Page("/broadcasts/preview", broadcast_draft.preview, DECIDERS, "POST", only_looks=True),
    Page("/broadcasts", broadcast_draft.create, DECIDERS, "POST"),
    Page("/broadcasts/<row:broadcast_id>", broadcasts.one, DECIDERS),
    Page("/broadcasts/<row:broadcast_id>", broadcast_draft.save, DECIDERS, "POST"),
    Page("/broadcasts/<row:broadcast_id>/picture", broadcasts.picture, DECIDERS),
    Page("/broadcasts/<row:broadcast_id>.xlsx", broadcasts.report, DECIDERS),
    Page("/broadcasts/<row:broadcast_id>/send", broadcasts.send, DECIDERS, "POST"),
    Page("/broadcasts/<row:broadcast_id>/decide", broadcasts.decide, DIRECTORS, "POST"),
    Page("/broadcasts/<row:broadcast_id>/stop", broadcasts.stop, DECIDERS, "POST"),
    Page("/broadcasts/<row:broadcast_id>/resume", broadcasts.resume, DECIDERS, "POST"),
    Page("/groups", groups.listing, DECIDERS, menu="กลุ่ม LINE", under=YEAR),
    Page("/groups/<row:group_id>", groups.one, DECIDERS),
    Page("/groups/<row:group_id>", groups.save, DECIDERS, "POST"),
    Page("/groups/<row:group_id>/leave", groups.leave, DECIDERS, "POST"),
    Page("/quota", quota.page, EVERYBODY, menu="โควตาข้อความ", under=YEAR),
    Page("/files/<row:attachment_id>", consultations.file, EVERYBODY),
    # reports of the year
    Page("/reports", reports.page, DECIDERS, menu="รายงาน", under=OFFICE),
    Page("/reports.xlsx", reports.export, DECIDERS),
    Page("/reports/print", reports.printed, DECIDERS),
    # what the bot understands
    Page("/words", words.listing, DECIDERS, menu="คำที่บอตยังไม่เข้าใจ", under=OFFICE),
    Page("/words", words.attach, DECIDERS, "POST"),
    Page("/words/keywords/<row:keyword_id>/forget", words.forget, DECIDERS, "POST"),
    Page("/words/<row:not_understood_id>/settle", words.settle, DECIDERS, "POST"),
    # who does what
    Page("/people", people.listing, KEEPERS, menu="บุคลากรและหน้าที่", under=OFFICE),
    Page("/people/invite", people.invite, KEEPERS, "POST"),
    Page("/people/act", people.act, KEEPERS, "POST"),
    Page("/people/<row:person_id>", person.page, KEEPERS),
    Page("/people/<row:person_id>", person.save, KEEPERS, "POST"),
    Page("/people/<row:person_id>/hand-over", person.hand_over, KEEPERS, "POST"),
    Page("/schools", schools.listing, KEEPERS, menu="โรงเรียน", under=OFFICE),
    Page("/schools/new", schools.new, KEEPERS),
    Page("/schools/new", schools.add, KEEPERS, "POST"),
    Page("/schools/<row:school_id>", schools.page, KEEPERS),
    Page("/schools/<row:school_id>", schools.save, KEEPERS, "POST"),
    Page("/schools/<row:school_id>/merge", schools.merge, KEEPERS, "POST"),
    Page("/exchange", exchange.page, KEEPERS),
    Page("/exchange.xlsx", exchange.export, KEEPERS),
    Page("/exchange", exchange.preview, KEEPERS, "POST"),
    Page("/exchange/take-in", exchange.take_in, KEEPERS, "POST"),
    Page("/settings", settings.form, KEEPERS, menu="ตั้งค่า", under=OFFICE),
    Page("/settings", settings.save, KEEPERS, "POST"),
    Page("/health", health.page, KEEPERS, menu="สุขภาพระบบ", under=OFFICE),
    Page("/health", health.test, KEEPERS, "POST"),
    Page("/health/messages/<row:message_id>/again", health.again, KEEPERS, "POST"),
    Page("/health/messages/<row:message_id>/drop", health.drop, KEEPERS, "POST"),
    Page("/trail", people.trail, KEEPERS, menu="ใครทำอะไร", under=OFFICE),
)
"""Every page asks `Page.roles` of whoever is signed in; rows of other offices are not there (models/db.py)."""

MENU = {part: [page for page in PAGES if page.under == part] for part in (DAY, YEAR, OFFICE)}
"""The pages of each part of the menu."""
