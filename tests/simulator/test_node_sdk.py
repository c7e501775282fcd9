"""LINE's Node SDK, a client that is not Python, works against the simulator by changing only the host."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.simulator.scene import MENU, PICTURE, Scene
from tests.simulator.signing import Signer

NOT_OFFERED = {
    "coupons": {"closeCoupon", "createCoupon", "getCouponDetail", "listCoupon"},
    "memberships": {"getJoinedMembershipUsers", "getMembershipList", "getMembershipSubscription"},
    "corporate contracts": {"getPNPMessageStatistics", "pushMessagesByPhone"},
    "partners": {"markMessagesAsRead"},
}

SOURCES = Path(__file__).parent / "node"
FOLDER = Path(__file__).parents[2] / "var" / "node"
REQUIRED = bool(os.environ.get("CI"))


def install() -> str | None:
    """Put the SDK into var/node, outside of what is committed; the reason why it could not be done."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "there is no node or npm on this machine"
    FOLDER.mkdir(parents=True, exist_ok=True)
    if (FOLDER / "package-lock.json").exists() and (
        (FOLDER / "package-lock.json").read_bytes() == (SOURCES / "package-lock.json").read_bytes()
        and (FOLDER / "node_modules" / "@line" / "bot-sdk").exists()
    ):
        return None
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, FOLDER / name)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=0"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=100)
    return None if done.returncode == 0 else f"npm ci failed: {done.stderr[-500:]}"


@pytest.fixture(scope="session")
def node_folder() -> Path:
    reason = install()
    if reason is not None:
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return FOLDER


def test_every_operation_that_we_offer_works_in_node(
    scene: Scene, node_folder: Path, private_key: rsa.RSAPrivateKey
) -> None:
    office, teacher = scene.office, scene.teacher
    given = {
        "host": scene.line.address,
        "token": office.channel["token"],
        "secret": office.channel["secret"],
        "channelId": office.channel_id,
        "user": teacher.user_id,
        "group": scene.group(),
        "room": scene.group("room"),
        "messageId": scene.video(),
        "readToken": scene.read_token(),
        "menu": MENU,
        "picture": base64.b64encode(PICTURE).decode(),
        "assertion": Signer(scene.line, office.channel_id, private_key).assertion(),
    }
    given["replyToken"] = scene.reply_token()
    webhook = office.bot.webhooks[-1]
    given |= {"webhook": webhook.raw.decode(), "signature": webhook.headers["x-line-signature"]}
    node = subprocess.run(
        ["node", SOURCES / "exercise.mjs"],
        input=json.dumps(given),
        env={**os.environ, "NODE_FOLDER": str(node_folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    result = json.loads(node.stdout)
    assert {name: what for name, what in result["came"].items() if what != "ok"} == {}
    assert set(result["untried"]) == set().union(*NOT_OFFERED.values())
