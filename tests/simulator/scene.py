"""An office in which something has happened already, so that every operation has something to answer."""

from dataclasses import dataclass

from simulator.pictures import png
from simulator.stage import Phone, Stage
from tests.simulator.client import Client
from tests.simulator.office import Office

MENU = {
    "size": {"width": 800, "height": 270},
    "selected": True,
    "name": "เมนู",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 800, "height": 270},
            "action": {"type": "message", "label": "คำขอ", "text": "คำขอของฉัน"},
        }
    ],
}
PICTURE = png(800, 270, 6, 199, 85)


@dataclass
class Scene:
    """An office in which something has happened already, so that every operation has something to answer."""

    line: Stage
    office: Office
    teacher: Phone

    @property
    def api(self) -> Client:
        return self.office.client

    def menu(self) -> str:
        """A rich menu with its picture."""
        menu_id = str(self.api.post("/v2/bot/richmenu", MENU).json["richMenuId"])
        self.api.post(f"/v2/bot/richmenu/{menu_id}/content", PICTURE, Content_Type="image/png")
        return menu_id

    def alias(self) -> str:
        self.api.post("/v2/bot/richmenu/alias", {"richMenuAliasId": "tab", "richMenuId": self.menu()})
        return "tab"

    def reply_token(self) -> str:
        event = self.office.bot.wait_for_message(self.teacher.says("สวัสดี"))
        return str(event["replyToken"])

    def read_token(self) -> str:
        event = self.office.bot.wait_for_message(self.teacher.says("สวัสดี"))
        return str(event["message"]["markAsReadToken"])

    def video(self) -> str:
        return self.teacher.sends("clip.mp4", "video/mp4", b"video")

    def group(self, kind: str = "group") -> str:
        self.line.set_channel(self.office.channel_id, verified=True)
        return self.line.group("กลุ่ม", [self.teacher], kind=kind).group_id
