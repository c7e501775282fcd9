"""A rich menu with two tabs."""

from tests.simulator.gallery.parts import Json, opens, picks, postback, says

RICH_MENUS: dict[str, Json] = {
    name: {
        "size": {"width": 1200, "height": 810},
        "selected": True,
        "name": name,
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": 600 * tab, "y": 0, "width": 600, "height": 120},
                "action": {"type": "richmenuswitch", "label": label, "richMenuAliasId": alias, "data": f"tab {alias}"},
            }
            for tab, (alias, label) in enumerate((("menu-ask", "ปรึกษา"), ("menu-office", "สำนักงาน")))
        ]
        + [
            {
                "bounds": {"x": 400 * (n % 3), "y": 120 + 345 * (n // 3), "width": 400, "height": 345},
                "action": action,
            }
            for n, action in enumerate(actions)
        ],
    }
    for name, actions in {
        "menu-ask": [
            says("ขอคำปรึกษา"),
            picks("จองเวลา", "datetime"),
            says("เรื่องของฉัน"),
            postback("คุยกับเจ้าหน้าที่", "staff", inputOption="openKeyboard", fillInText="เรียนเจ้าหน้าที่ "),
            opens("คู่มือ"),
            postback("ซ่อนเมนู", "hide", inputOption="closeRichMenu"),
        ],
        "menu-office": [
            says("ปฏิทิน"),
            says("ประกาศ"),
            says("แบบฟอร์ม"),
            says("ที่ตั้ง"),
            says("ติดต่อ"),
            opens("เว็บไซต์"),
        ],
    }.items()
}
