"""The forms of LINE's ids and of the keys that callers choose."""

import re

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"C[0-9a-f]{32}")
ROOM_ID = re.compile(r"R[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")
RICH_MENU_ID = re.compile(r"richmenu-[0-9a-f]{32}")

# LINE does not say how reply tokens look; it refuses an empty one otherwise than one that it does not know.
REPLY_TOKEN = re.compile(r"[0-9A-Za-z_-]+")

ALIAS_ID = re.compile(r"[a-z0-9_-]{1,32}")
AGGREGATION_UNIT = re.compile(r"[A-Za-z0-9_]+")
DELIVERY_TAG = re.compile(r"[A-Za-z0-9_]+")
TRACKING_ID = re.compile(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]+")
SUBSTITUTION_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")
RESUME_REQUEST_KEY = re.compile(r"[0-9A-Za-z_-]+")
RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
