"""What the bot says about where the two meet."""

from handlers.voice import Voice


def ask_place(v: Voice) -> str:
    return f"พบกันที่ไหน{v.kha} พิมพ์ชื่อห้อง สถานที่ หรือวางลิงก์ประชุม"
