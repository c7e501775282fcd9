"""Flex bubbles as a bot in earnest would send them."""

from tests.simulator.gallery.parts import PICTURES, Json, box, button, opens, picks, postback, says, words

GREEN, INK, SOFT = "#0B6E4F", "#1B2430", "#5C6773"


def _row(label: str, value: str) -> Json:
    return box(
        "baseline",
        words(label, size="sm", color=SOFT, flex=2),
        words(value, size="sm", color=INK, flex=5),
        spacing="sm",
    )


def _step(done: bool) -> Json:
    colour = GREEN if done else "#D5DCE4"
    return box("vertical", height="5px", backgroundColor=colour, cornerRadius="3px")


CARD: Json = {
    "type": "bubble",
    "body": box(
        "vertical",
        box(
            "horizontal",
            words("ขอคำปรึกษา", weight="bold", size="lg", color=INK, flex=1),
            box(
                "vertical",
                words("🟢 ว่าง", size="xs", color=GREEN, align="center", wrap=False),
                backgroundColor="#DDF3E9",
                cornerRadius="md",
                paddingAll="xs",
                paddingStart="md",
                paddingEnd="md",
                flex=0,
            ),
            alignItems="center",
        ),
        words("PLC คณิตศาสตร์", size="md", color=INK, margin="md"),
        box("horizontal", *[_step(n < 2) for n in range(5)], spacing="xs", margin="lg"),
        words("ขั้นที่ 2 จาก 5 · รับเรื่องแล้ว 10.42 น.", size="xs", color=SOFT, margin="sm"),
        {"type": "separator", "margin": "lg"},
        box(
            "vertical",
            _row("ที่ปรึกษา", "ศน.คณิตศาสตร์"),
            _row("วันเวลา", "พรุ่งนี้ (อ. 24 พ.ย.) 14.00 น."),
            _row("ที่ไหน", "โรงเรียนตัวอย่าง ห้องประชุม 2"),
            spacing="sm",
            margin="lg",
        ),
    ),
    "footer": box(
        "vertical",
        button(postback("ส่งคำขอ", displayText="ส่งคำขอ"), color=GREEN),
        box(
            "horizontal",
            button(picks("เปลี่ยนเวลา", "datetime", initial="2026-11-24T14:00"), "secondary"),
            button(says("แก้ไข"), "link"),
            spacing="sm",
        ),
        spacing="sm",
    ),
}


def course(picture_name: str, title: str, when: str, free: str) -> Json:
    return {
        "type": "bubble",
        "size": "kilo",
        "hero": {
            "type": "image",
            "url": f"{PICTURES}/{picture_name}",
            "size": "full",
            "aspectRatio": "20:11",
            "aspectMode": "cover",
        },
        "body": box(
            "vertical",
            words(title, weight="bold", size="md", maxLines=2),
            box(
                "baseline",
                {"type": "icon", "url": f"{PICTURES}/star", "size": "sm"},
                words("4.8", size="sm", color=SOFT, flex=0, margin="sm"),
                words(free, size="sm", color=GREEN, align="end"),
                margin="sm",
            ),
            words(when, size="sm", color=SOFT, margin="sm"),
        ),
        "footer": box("vertical", button(postback("จองที่นั่ง", f"book {picture_name}"), color=GREEN)),
    }


REPORT: Json = {
    "type": "bubble",
    "size": "mega",
    "header": box(
        "vertical",
        words("สรุปเดือนพฤศจิกายน", color="#FFFFFF", weight="bold", size="xl"),
        words("กลุ่มนิเทศติดตามและประเมินผล", color="#FFFFFF", size="xs"),
        background={"type": "linearGradient", "angle": "120deg", "startColor": "#0B6E4F", "endColor": "#1B4F8F"},
    ),
    "body": box(
        "vertical",
        *[
            box(
                "horizontal",
                words(name, size="sm", color=INK, flex=4),
                words(amount, size="sm", color=INK, align="end", weight="bold", flex=1),
            )
            for name, amount in (("ขอคำปรึกษา", "42"), ("นัดหมายแล้ว", "38"), ("รอพิจารณา", "4"))
        ],
        {"type": "separator"},
        {
            "type": "text",
            "wrap": True,
            "size": "sm",
            "contents": [
                {"type": "span", "text": "เฉลี่ย "},
                {"type": "span", "text": "1.8 นาที", "weight": "bold", "color": GREEN, "size": "lg"},
                {"type": "span", "text": " จากที่สัญญาไว้ 2 นาที"},
            ],
        },
        spacing="md",
    ),
    "styles": {"footer": {"separator": True, "backgroundColor": "#F4F7F9"}},
    "footer": box("vertical", button(opens("ดูรายงานทั้งหมด"), "link")),
}

POSTER: Json = {
    "type": "bubble",
    "size": "hecto",
    "body": box(
        "vertical",
        {
            "type": "image",
            "url": f"{PICTURES}/hills",
            "size": "full",
            "aspectRatio": "3:4",
            "aspectMode": "cover",
        },
        box(
            "vertical",
            words("ค่ายวิทยาศาสตร์", color="#FFFFFF", weight="bold", size="xl"),
            words("15–17 ม.ค. 70 · รับ 40 คน", color="#FFFFFF", size="sm"),
            box(
                "vertical",
                words("สมัครเลย", color="#FFFFFF", align="center", weight="bold"),
                borderColor="#FFFFFF",
                borderWidth="normal",
                cornerRadius="md",
                paddingAll="md",
                margin="lg",
                action=postback("สมัครเลย", "join camp"),
            ),
            position="absolute",
            offsetBottom="0px",
            offsetStart="0px",
            offsetEnd="0px",
            paddingAll="xl",
            background={
                "type": "linearGradient",
                "angle": "0deg",
                "startColor": "#0A2238F2",
                "endColor": "#0A223800",
            },
        ),
        paddingAll="0px",
    ),
}
