"""The page on which people choose who signs in; on LINE it asks for a password, here one presses a name."""

from collections.abc import Mapping, Sequence
from html import escape

_STYLE = """
body { font: 16px/1.5 'Sarabun', 'Noto Sans Thai', system-ui, sans-serif; max-width: 24rem; margin: 3rem auto;
  padding: 0 1rem; color: #1e1e1e; background: #fff }
h1 { font-size: 1.25rem } button { font: inherit; width: 100%; padding: .75rem; margin: .25rem 0; border-radius: .5rem;
  border: 1px solid #06753a; background: #06753a; color: #fff; cursor: pointer }
button.plain { background: #fff; color: #1e1e1e; border-color: #767676 }
button:focus-visible { outline: 3px solid #1e1e1e; outline-offset: 2px } label { display: block; margin: .75rem 0 }
"""


def sign_in_page(site: str, wish: Mapping[str, str], people: Sequence[tuple[str, str]]) -> bytes:
    """The page for a web site; `wish` is the query of the authorize call, `people` are (user id, name)."""
    hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in wish.items())
    friend = '<label><input type="checkbox" name="add_friend" value="1" checked> เพิ่มเพื่อนกับบัญชีทางการ</label>'
    buttons = "".join(
        f'<button name="user_id" value="{escape(user_id)}">{escape(name)}</button>' for user_id, name in people
    )
    return f"""<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>เข้าสู่ระบบด้วย LINE</title><style>{_STYLE}</style></head>
<body><main><h1>เข้าสู่ระบบ {escape(site)} ด้วย LINE</h1><p>คุณคือใคร</p>
<form method="post" action="/oauth2/v2.1/authorize">{hidden}{friend if wish.get("bot_prompt") else ""}
{buttons or "<p>ยังไม่มีใครในเครื่องจำลองนี้</p>"}</form>
<form method="post" action="/oauth2/v2.1/authorize">{hidden}<button class="plain">ยกเลิก</button></form>
</main></body></html>""".encode()
