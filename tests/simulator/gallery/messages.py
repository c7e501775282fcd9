"""One or more messages of every kind."""

from tests.simulator.gallery.cards import CARD, POSTER, REPORT, course
from tests.simulator.gallery.parts import PICTURES, Json, flex, opens, picks, postback, says, template, text

MESSAGES: dict[str, list[Json]] = {
    "text": [
        text("สวัสดีค่ะ คุณครู 😊\nวันนี้มีอะไรให้ช่วยไหมคะ"),
        text("อ่านวิธีใช้ได้ที่ https://example.com/guide ค่ะ"),
        text(
            "รับทราบค่ะ $ แล้วจะรีบแจ้งนะคะ",
            emojis=[{"index": 11, "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}],
        ),
    ],
    "sticker": [{"type": "sticker", "packageId": "446", "stickerId": "1989"}],
    "image": [
        {
            "type": "image",
            "originalContentUrl": f"{PICTURES}/classroom",
            "previewImageUrl": f"{PICTURES}/classroom",
        }
    ],
    "video": [{"type": "video", "originalContentUrl": f"{PICTURES}/film.mp4", "previewImageUrl": f"{PICTURES}/hills"}],
    "audio": [{"type": "audio", "originalContentUrl": f"{PICTURES}/voice.m4a", "duration": 37000}],
    "location": [
        {
            "type": "location",
            "title": "สำนักงานเขตพื้นที่",
            "address": "9 ถนนตัวอย่าง อำเภอเมือง",
            "latitude": 15.7,
            "longitude": 100.1,
        }
    ],
    "buttons": [
        template(
            "เลือกเวลา",
            "buttons",
            thumbnailImageUrl=f"{PICTURES}/classroom",
            title="นิเทศชั้นเรียน",
            text="เลือกเวลาที่สะดวก แล้วเราจะนัดให้ค่ะ",
            actions=[
                picks("เลือกวัน", "date", min="2026-11-23", max="2026-12-31", initial="2026-11-26"),
                picks("เลือกเวลา", "time", initial="09:30"),
                says("ยังไม่แน่ใจ"),
                opens("อ่านรายละเอียด"),
            ],
        )
    ],
    "confirm": [
        template(
            "ยืนยันนัด",
            "confirm",
            text="ยืนยันนัดวันพฤหัสที่ 26 พ.ย. เวลา 14.00 น. ไหมคะ",
            actions=[postback("ยืนยัน", "yes"), postback("ขอเลื่อน", "no")],
        ),
    ],
    "carousel": [
        template(
            "หัวข้อที่ปรึกษาได้",
            "carousel",
            columns=[
                {
                    "thumbnailImageUrl": f"{PICTURES}/{name}",
                    "title": title,
                    "text": about,
                    "actions": [postback(f"ปรึกษา{title}", f"ask {name}"), opens("อ่านก่อน")],
                }
                for name, title, about in (
                    ("classroom", "หลักสูตร", "ออกแบบหน่วยการเรียนรู้"),
                    ("hills", "วัดผล", "สร้างเครื่องมือ อ่านผล O-NET"),
                    ("books", "PLC", "ชุมชนแห่งการเรียนรู้"),
                )
            ],
        )
    ],
    "image_carousel": [
        template(
            "ภาพกิจกรรม",
            "image_carousel",
            columns=[
                {"imageUrl": f"{PICTURES}/{name}", "action": postback(label, name)}
                for name, label in (("books", "ห้องสมุด"), ("hills", "ค่าย"), ("classroom", "ห้องเรียน"))
            ],
        )
    ],
    "imagemap": [
        {
            "type": "imagemap",
            "baseUrl": f"{PICTURES}/map",
            "altText": "เลือกเขต: เหนือ กลาง หรือใต้",
            "baseSize": {"width": 1040, "height": 520},
            "actions": [
                {
                    "type": "message",
                    "label": label,
                    "text": label,
                    "area": {"x": x, "y": 0, "width": 346, "height": 520},
                }
                for label, x in (("เขตเหนือ", 0), ("เขตกลาง", 347), ("เขตใต้", 694))
            ],
        }
    ],
    "flex": [flex("ขอคำปรึกษา PLC พรุ่งนี้ 14.00 น. ว่าง", CARD)],
    "flex_carousel": [
        flex(
            "อบรมที่เปิดรับ 3 เรื่อง",
            course("books", "อ่านออกเขียนได้ ป.1 ด้วยนิทาน", "พฤ. 26 พ.ย. 09.00 น.", "เหลือ 6 ที่"),
            course("classroom", "Active Learning ในชั้นเรียนจริง", "ศ. 27 พ.ย. 13.00 น.", "เหลือ 12 ที่"),
            course("hills", "ใช้ AI ช่วยออกข้อสอบ", "จ. 30 พ.ย. 09.00 น.", "เหลือ 2 ที่"),
        )
    ],
    "flex_styles": [flex("สรุปเดือนพฤศจิกายน", REPORT)],
    "flex_poster": [flex("ค่ายวิทยาศาสตร์ 15–17 ม.ค.", POSTER)],
    "quick_reply": [
        text(
            "สะดวกช่วงไหนคะ",
            quickReply={
                "items": [
                    {"type": "action", "action": action}
                    for action in (
                        says("พรุ่งนี้บ่าย"),
                        postback("เช้าวันพุธ", "wednesday", displayText="เช้าวันพุธ"),
                        picks("เลือกเอง", "datetime"),
                        {"type": "location", "label": "ส่งตำแหน่ง"},
                        {"type": "cameraRoll", "label": "ส่งรูป"},
                        {"type": "clipboard", "label": "คัดลอกเลขที่", "clipboardText": "ปษ 12/2570"},
                    )
                ]
            },
        )
    ],
}
