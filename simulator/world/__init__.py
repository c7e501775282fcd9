"""What exists on the platform: channels, people, groups, chats, and what was sent. Plain dataclasses, no I/O."""

from simulator.world.channels import (
    Accepted,
    AccessToken,
    Channel,
    Friend,
    Narrowcast,
    ReplyToken,
    WebhookSettings,
)
from simulator.world.chats import Chat, Content, Entry, Group, Person
from simulator.world.login import LinkToken, LoginChannel, LoginCode, LoginToken
from simulator.world.rich_menus import RichMenu, RichMenuBatch, RichMenus
from simulator.world.usage import PLANS, Tally, Usage
from simulator.world.world import World

__all__ = [
    "PLANS",
    "Accepted",
    "AccessToken",
    "Channel",
    "Chat",
    "Content",
    "Entry",
    "Friend",
    "Group",
    "LinkToken",
    "LoginChannel",
    "LoginCode",
    "LoginToken",
    "Narrowcast",
    "Person",
    "ReplyToken",
    "RichMenu",
    "RichMenuBatch",
    "RichMenus",
    "Tally",
    "Usage",
    "WebhookSettings",
    "World",
]
