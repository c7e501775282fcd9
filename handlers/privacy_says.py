"""What the bot says about the privacy notice."""

from handlers.voice import Voice


def new_notice(v: Voice) -> str:
    return f"ประกาศความเป็นส่วนตัวมีฉบับใหม่{v.ka} อ่านแล้วกดยินยอมอีกครั้ง แล้วทำต่อจากเดิมได้เลย"


def go_on(v: Voice) -> str:
    return f"ขอบคุณ{v.ka} ทำต่อจากเดิมได้เลย"
