"""The documentation can't rot: files, commands, settings and targets that it names exist."""

import re
from pathlib import Path

import pytest

from bot.cli import cli
from bot.console.pages import MENU
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "simulator" / "README.md",
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(
        r"`((?:bot|handlers|models|nlp|migrations|simulator|offices|tests|docs)/[\w./-]*)`", page.read_text()
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_of_a_page_exist(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_explained() -> None:
    text = (ROOT / "docs" / "operating.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in text] == []


def test_every_page_of_the_console_stands_in_its_guide_with_a_picture() -> None:
    guide = (ROOT / "docs" / "console.md").read_text()
    pages = [page for part in MENU.values() for page in part]
    names = [page.path.strip("/").replace("/", "-") or "today" for page in pages]
    assert [name for name in names if f"images/console/{name}-" not in guide] == []


def test_every_command_is_explained_and_every_explained_command_exists() -> None:
    text = (ROOT / "docs" / "operating.md").read_text()
    assert [name for name in cli.commands if f"python -m bot {name}" not in text] == []
    assert set(re.findall(r"python -m bot (\w+)", text)) <= set(cli.commands)


def test_every_make_target_has_a_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY")).split()[1:]
    assert [target for target in phony if not re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)] == []
