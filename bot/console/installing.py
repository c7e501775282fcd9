"""Puts the console into the Flask application: addresses, cookies, headers, limits, and what the templates may ask."""

import hashlib

from flask import Blueprint, Flask, Response, render_template, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from bot.console import limits, line_login, sign_in, words_on_pages
from bot.console.desk import COOKIE_KEY, at_desk, csrf
from bot.console.pages import MENU, PAGES
from bot.services import Services
from models.attachments import MOST_BYTES

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
DOOR = (
    ("/sign-in", sign_in.ask, "GET"),
    ("/enter/<token>", sign_in.door, "GET"),
    ("/enter/<token>", sign_in.enter, "POST"),
    ("/line-login", line_login.start, "GET"),
    ("/line-login/back", line_login.back, "GET"),
    ("/line-login/<row:office_id>", line_login.choose, "POST"),
)
"""What is open to who is not signed in."""

PER_BROWSER = "300 per minute"
PER_ADDRESS_AT_THE_DOOR = "20 per minute"


def install(app: Flask, services: Services) -> None:
    """Add the console at /console."""
    settings = services.settings
    secret = settings.secret_key.get_secret_value()
    app.config.update(
        SECRET_KEY=hashlib.sha256(f"console:{secret}".encode()).digest(),
        SESSION_COOKIE_NAME="nithet",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        WTF_CSRF_CHECK_DEFAULT=False,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    csrf.init_app(app)
    console = Blueprint("console", __name__, url_prefix="/console", template_folder="templates", static_folder="static")
    # The door is counted in the database, by all processes together; pages of who is in, by each process for itself.
    at_the_door = Limiter(
        get_remote_address,
        app=app,
        storage_uri=f"{limits.SCHEME}://",
        storage_options={"database": services.database},  # type: ignore[dict-item]
    )
    inside = Limiter(_who_asks, app=app, storage_uri="memory://")
    for path, view, method in DOOR:
        name = f"{view.__module__.rsplit('.', 1)[-1]}-{view.__name__}"
        limited = at_the_door.limit(PER_ADDRESS_AT_THE_DOOR, scope="door")(view)
        console.add_url_rule(path, name, limited, methods=[method])
    for page in PAGES:
        console.add_url_rule(page.path, page.endpoint, at_desk(page), methods=[page.method])
    inside.limit(PER_BROWSER)(console)
    console.before_request(_allow_scans)
    console.after_request(_safe_headers)
    console.register_error_handler(HTTPException, _refused)
    console.context_processor(lambda: {"MENU": MENU, "has_line_login": settings.line_login_channel_id is not None})
    words_on_pages.add_to(console)
    app.register_blueprint(console)


def _who_asks() -> str:
    return str(session.get(COOKIE_KEY) or get_remote_address())


def _allow_scans() -> None:
    request.max_content_length = MOST_BYTES + 64 * 1024


def _safe_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


REFUSALS = {
    400: ("แบบฟอร์มนี้เปิดไว้นานเกินไป", "กลับไปหน้าก่อน โหลดหน้าใหม่ แล้วลองอีกครั้ง"),
    403: ("หน้านี้เปิดได้เฉพาะผู้ที่มีหน้าที่", "ถ้าต้องใช้งาน ขอให้ธุรการหรือ ผอ.กลุ่มเพิ่มหน้าที่ให้"),
    404: ("ไม่พบหน้านี้", "อาจถูกลบหรือเป็นของสำนักงานอื่น กลับไปหน้าวันนี้แล้วเริ่มใหม่ได้"),
    413: ("ไฟล์ใหญ่เกินไป", "ไฟล์สแกนต้องไม่เกิน 10 MB ลองสแกนใหม่ให้ละเอียดน้อยลง"),
    429: ("เปิดหน้าเร็วเกินไป", "รอสักหนึ่งนาทีแล้วลองใหม่"),
}


def _refused(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = 400 if isinstance(error, CSRFError) else error.code or 500
    if code not in REFUSALS:
        return error
    title, advice = REFUSALS[code]
    return render_template("console/refused.html", title=title, advice=advice), code
