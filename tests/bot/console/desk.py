"""A member of staff at the console, over HTTP, as a browser would ask."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import requests

from simulator.stage import Phone

HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")[^>]*>')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def link_of(phone: Phone, web: str) -> str:
    """Ask the bot for a link and read it off the message; its address is made that of the test's web server."""
    phone.says("เข้าเว็บ")
    assert phone.sees("ใช้ได้ครั้งเดียว")
    message = phone.last()
    assert message is not None
    found = re.search(r"https?://[^\"]+/console/enter/[^\"]+", json.dumps(message["message"]))
    assert found is not None
    parts = urlsplit(found.group(0))
    return f"{web}{parts.path}?{parts.query}"


class Desk:
    """A browser without a screen."""

    def __init__(self, web: str, session: requests.Session) -> None:
        self.web = web
        self.session = session

    def enters(self, link: str) -> requests.Response:
        """Open the link and press its button."""
        return self.session.post(link, {"csrf_token": self._token(self.session.get(link, timeout=60).text)}, timeout=60)

    def opens(self, path: str) -> requests.Response:
        """Look at a page."""
        return self.session.get(f"{self.web}/console{path}", timeout=60)

    def submits(self, path: str, on: str = "/", files: Any = None, **values: Any) -> requests.Response:
        """Fill in the form that stands on page `on` and submit it to `path`, with the hidden fields that it has there."""
        data = {**self.hidden(path, on), **values}
        return self.session.post(f"{self.web}/console{path}", data, files=files, timeout=60)

    def hidden(self, path: str, on: str) -> dict[str, str]:
        """What the form to `path` on page `on` sends without being asked; the token of the page when there is no such form."""
        page = self.opens(on).text
        form = re.search(rf'<form[^>]*action="/console{re.escape(path)}".*?</form>', page, re.DOTALL)
        found = {name: unescape(value) for name, value in HIDDEN.findall(form.group(0))} if form else {}
        return found or {"csrf_token": self._token(page)}

    def seen_on(self, path: str) -> str:
        """The mark of what the form to that page began with."""
        return self.hidden(path, path)["seen"]

    def _token(self, page: str) -> str:
        found = TOKEN.search(page)
        return found.group(1) if found else ""
