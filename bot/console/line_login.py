"""Signing in with LINE Login (OpenID Connect), where its channel is configured: Authlib speaks the protocol and checks the
token, the roster decides who gets in.
"""

from secrets import token_urlsafe

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from requests import RequestException

from bot.console.desk import csrf
from bot.console.sign_in import services, take_seat
from bot.settings import Settings
from models import sign_in

ISSUER = "https://access.line.me"
UNDER_WAY = "line_login"
CHOOSING = "line_login_offices"
SECONDS = 10.0
LEEWAY_SECONDS = 60


def start() -> ResponseReturnValue:
    """Sends the browser to LINE, with a state, a nonce and a PKCE verifier that only this browser's cookie knows."""
    client = _client(services().settings)
    verifier, nonce = token_urlsafe(48), token_urlsafe(24)
    address, state = client.create_authorization_url(
        f"{services().settings.line_login_url}/oauth2/v2.1/authorize", code_verifier=verifier, nonce=nonce
    )
    session[UNDER_WAY] = {"state": state, "verifier": verifier, "nonce": nonce}
    return redirect(address, 303)


def back() -> ResponseReturnValue:
    """LINE sends the browser back: who is enrolled gets in, who is on the roster of several offices chooses one."""
    line_user_id = _who_came(services().settings, session.pop(UNDER_WAY, None))
    if line_user_id is None:
        return render_template("console/sign_in.html", failed="line"), 403
    with services().database.reading() as database:
        posts = sign_in.staff_posts(database, line_user_id)
    if not posts:
        return render_template("console/sign_in.html", failed="stranger"), 403
    if len(posts) == 1:
        return _into(*posts[0])
    session[CHOOSING] = posts
    return render_template("console/sign_in_office.html", posts=posts)


def choose(office_id: int) -> ResponseReturnValue:
    """Into one of one's offices; only right after LINE has said who it is."""
    csrf.protect()
    post = next((post for post in session.pop(CHOOSING, []) if post[0] == office_id), None)
    return abort(403) if post is None else _into(*post)


def _into(office_id: int, person_id: int, _name: str) -> ResponseReturnValue:
    with services().database.begin() as database:
        key = sign_in.begin(database, office_id, person_id, services().clock())
    return take_seat(key)


def _client(settings: Settings) -> OAuth2Session:
    secret = settings.line_login_channel_secret
    if settings.line_login_channel_id is None or secret is None:
        abort(404)
    return OAuth2Session(
        settings.line_login_channel_id,
        secret.get_secret_value(),
        scope="openid",
        redirect_uri=f"{settings.public_url}{url_for('console.line_login-back')}",
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 (the name of a method)
    )


def _who_came(settings: Settings, under_way: dict[str, str] | None) -> str | None:
    """The LINE user id that LINE vouches for; None when it vouches for nobody, or this browser did not ask."""
    client = _client(settings)
    if under_way is None or request.args.get("state") != under_way["state"] or "code" not in request.args:
        return None
    try:
        tokens = client.fetch_token(
            f"{settings.line_api_url}/oauth2/v2.1/token",
            code=request.args["code"],
            code_verifier=under_way["verifier"],
            timeout=SECONDS,
        )
        token = jwt.decode(tokens["id_token"], OctKey.import_key(client.client_secret), algorithms=["HS256"])
        jwt.JWTClaimsRegistry(
            now=int(services().clock().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": client.client_id},
            nonce={"essential": True, "value": under_way["nonce"]},
            sub={"essential": True},
            exp={"essential": True},
        ).validate(token.claims)
    except (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError):
        return None
    return str(token.claims["sub"])
