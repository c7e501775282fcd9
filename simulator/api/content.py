"""Pictures, videos, sounds and files that people sent."""

from simulator.api.call import Answer, Call, refused
from simulator.pictures import VIDEO_PREVIEW
from simulator.world import Content


async def content(call: Call) -> Answer:
    """GET …/content: 202 while a video or sound is being prepared, 410 after it was unsent."""
    found = _content(call)
    if call.now < found.ready_at:
        return Answer(None, 202)
    return Answer(found.data, 200, found.content_type)


async def preview(call: Call) -> Answer:
    """GET …/content/preview: of a picture the picture itself (nothing here makes it smaller), of a video a still."""
    found = _content(call)
    if found.kind not in ("image", "video"):
        raise refused(400, "The content can not be previewed")
    if call.now < found.ready_at:
        return Answer(None, 202)
    return (
        Answer(found.data, 200, found.content_type)
        if found.kind == "image"
        else Answer(VIDEO_PREVIEW, 200, "image/png")
    )


async def transcoding(call: Call) -> Answer:
    """GET …/content/transcoding: of videos and sounds."""
    found = _content(call)
    if found.kind not in ("video", "audio"):
        raise refused(400, "Transcoding status doesn't support this type of content")
    return Answer({"status": "processing" if call.now < found.ready_at else "succeeded"})


def _content(call: Call) -> Content:
    found = call.world.contents.get(call.path["messageId"])
    if found is None or found.channel_id != call.channel.channel_id:
        raise refused(404, "not found")
    if found.gone:
        raise refused(410, "The content is gone")
    return found
