"""Line and column in an answer are those of the value in the body as it was sent."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.rules.positions import line_and_column
from tests.simulator.client import Client
from tests.simulator.office import Office

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=4), part, max_size=3),
    max_leaves=8,
)


@given(
    body=st.dictionaries(st.text(max_size=4), JSON, min_size=1, max_size=3),
    indent=st.sampled_from([None, 0, 2]),
    data=st.data(),
)
def test_at_the_position_of_a_value_stands_the_value(
    body: dict[str, Any], indent: int | None, data: st.DataObject
) -> None:
    value: Any = body
    steps: list[str | int] = []
    while isinstance(value, dict | list) and value and (not steps or data.draw(st.booleans())):
        keys = range(len(value)) if isinstance(value, list) else sorted(value)
        steps.append(data.draw(st.sampled_from(keys)))
        value = value[steps[-1]]
    text = json.dumps(body, indent=indent, ensure_ascii=False)
    line, column = line_and_column(text.encode(), tuple(steps))
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
    assert json.JSONDecoder().raw_decode(rest)[0] == value


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('{"replyToken":""}', "'replyToken', in the request body is invalid (line: 1, column: 15)"),
        (
            '{\n "replyToken" : "",\n "messages": []}',
            "'replyToken', in the request body is invalid (line: 2, column: 17)",
        ),
        (
            '{"replyToken":"t","messages":[{"type":"text","text":["a"]}]}',
            "'messages[0].text', in the request body is invalid (line: 1, column: 53)",
        ),
    ],
)
def test_a_value_that_line_cannot_read_is_told_with_line_and_column(
    office: Office, api: Client, raw: str, words: str
) -> None:
    reply = api.post("/v2/bot/message/reply", raw.encode())
    assert (reply.status, reply.message) == (400, f"The property, {words}")
