import json

from click.testing import CliRunner

from bot.commands.windows import windows


def answers(*lines: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(windows, ["--fiscal-year", "2570"], input="\n".join(lines))
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


def test_each_expression_is_answered_with_its_kind_and_windows() -> None:
    span, length = answers('{"id": "1", "expr": "ต.ค. - พ.ย."}', '{"id": "2", "expr": "1 เดือน"}')
    assert span == {"id": "1", "kind": "window", "windows": [["2026-10-01", "2026-11-30"]], "duration_months": None}
    assert length == {"id": "2", "kind": "duration", "windows": [], "duration_months": 1}


def test_a_bad_line_is_answered_with_an_error_and_the_rest_goes_on() -> None:
    *bad, good = answers("{", "[1]", '{"id": "3"}', '{"id": "4", "expr": 5}', "", '{"id": "5", "expr": "ตลอดปี"}')
    assert [line["id"] for line in bad] == [None, None, "3", "4"]
    assert all(line["error"] for line in bad)
    assert good["kind"] == "all_year"


def test_a_year_of_the_wrong_era_is_refused() -> None:
    assert CliRunner().invoke(windows, ["--fiscal-year", "2027"], input="").exit_code == 2
