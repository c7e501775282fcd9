"""What understanding a message costs, beside one bare tokenisation of the same messages in the same run.

    python -m benchmarks.understanding

The goal is a ratio of at most 3. First calls and memory are taken in processes of their own. Where nlpo3 is installed,
its engine is timed and compared on the same words.
"""

import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pythainlp.tokenize import word_tokenize

from models.packs import Pack, read_pack
from models.vocabulary import vocabulary_of
from nlp.dictionary import language
from nlp.lexicon import Term
from nlp.matching import Vocabulary
from nlp.text import normalise
from nlp.thai_dates import read_when
from nlp.thai_dates.slips import may_say_time
from nlp.understand import understand

HERE = Path(__file__).parent
PACK = HERE.parent / "offices" / "nakhonsawan.yaml"
MESSAGES = HERE.parent / "tests" / "nlp" / "data" / "own_messages.jsonl"
NOW = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
ROUNDS = 15


def main() -> None:
    """Print each figure."""
    if sys.argv[1:]:
        print(json.dumps(PROBES[sys.argv[1]]()))
        return
    messages = [json.loads(line)["text"] for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    pack = read_pack(PACK)
    _time_of_one_message(messages, vocabulary_of(pack))
    _with_and_without_time(messages, vocabulary_of(pack))
    _growth_with_words(messages, pack)
    _first_call_and_memory()
    _engines(messages)


def _time_of_one_message(messages: Sequence[str], vocabulary: Vocabulary) -> None:
    bare = _microseconds(word_tokenize, messages)
    print(f"{len(messages)} messages of {sum(map(len, messages)) / len(messages):.0f} letters on average")
    print(f"{'one bare tokenisation (PyThaiNLP, newmm)':48}{bare:8.0f} µs")
    parts: dict[str, Callable[[str], object]] = {
        "one understanding": lambda text: understand(text, vocabulary, NOW),
        "  of that: cutting into words": lambda text: vocabulary.tokens(normalise(text).normal),
        "  of that: reading the wished time": lambda text: read_when(text, NOW),
    }
    for name, part in parts.items():
        taken = _microseconds(part, messages)
        print(f"{name:48}{taken:8.0f} µs {taken / bare:6.2f} x")


def _with_and_without_time(messages: Sequence[str], vocabulary: Vocabulary) -> None:
    with_time = [message for message in messages if may_say_time(normalise(message).normal)]
    without = [message for message in messages if message not in with_time]
    for name, some in {"with words of time": with_time, "without": without}.items():
        taken = _microseconds(lambda text: understand(text, vocabulary, NOW), some)
        ratio = taken / _microseconds(word_tokenize, some)
        print(f"{f'one understanding of the {len(some)} {name}':48}{taken:8.0f} µs {ratio:6.2f} x")


def _growth_with_words(messages: Sequence[str], pack: Pack) -> None:
    words = [Term(f"{name}{number}", "project", name) for number in range(10) for name in _own_words(pack)]
    small, large = vocabulary_of(pack), vocabulary_of(pack, words)
    few = _microseconds(lambda text: understand(text, small, NOW), messages)
    many = _microseconds(lambda text: understand(text, large, NOW), messages)
    print(f"{f'{len(words)} more words of the office (10 x)':48}{many:8.0f} µs {many / few:6.2f} x the time before")


def _own_words(pack: Pack) -> list[str]:
    projects = [project for officer in pack.officers for project in officer.projects]
    return [word for project in projects for word in (project.name_th, *project.topics_th)]


def _first_call_and_memory() -> None:
    floor = _probe("floor")
    for name in ("language", "office", "changed_words", "ten_offices", "more_words"):
        probe = _probe(name)
        print(f"{EXPLAINED[name]:48}{probe['seconds']:8.2f} s  {probe['megabytes'] - floor['megabytes']:6.1f} MB")


def _engines(messages: Sequence[str]) -> None:
    dictionary = language()
    texts = [normalise(message).normal for message in messages]
    print(f"{'newmm with our dictionary':48}{_microseconds(dictionary.cut, texts):8.0f} µs")
    if importlib.util.find_spec("nlpo3") is None:
        print("nlpo3 is not installed here")
        return
    nlpo3 = importlib.import_module("nlpo3")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(dictionary))
        file.flush()
        before = _megabytes()
        nlpo3.load_dict(file.name, "ours")
        megabytes = _megabytes() - before
    taken = _microseconds(lambda text: nlpo3.segment(text, "ours"), texts)
    same = sum(nlpo3.segment(text, "ours") == dictionary.cut(text) for text in texts)
    print(f"{'nlpo3 with the same words':48}{taken:8.0f} µs, {same} of {len(texts)} messages cut the same")
    print(f"{'  one dictionary, which it never lets go':48}{megabytes:8.0f} MB")


def _microseconds(part: Callable[[str], object], messages: Sequence[str]) -> float:
    """The mean over the messages, in the quietest of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for message in messages:
            part(message)
        best = min(best, time.process_time() - start)
    return best / len(messages) * 1e6


def _megabytes() -> float:
    """The memory that this process holds. (Its maximum is no use: Linux starts a child's at that of its parent.)"""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


# --- taken in processes of their own ---------------------------------------------------------------------------------

EXPLAINED = {
    "language": "first call: Thai and the general lexicon",
    "office": "first understanding of one office",
    "changed_words": "the same after its words changed 20 times",
    "ten_offices": "first understandings of ten offices",
    "more_words": "first understanding with 10 x the office's words",
}


def _probe(name: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.understanding", name], capture_output=True, check=True, text=True
    )
    return dict(json.loads(done.stdout))


def _measured(work: Callable[[], object]) -> dict[str, float]:
    pack = read_pack(PACK)
    assert pack
    start = time.perf_counter()
    kept = work()
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "megabytes": _megabytes(), "kept": kept is not None}


def _understandings_of_changing_words(changes: int) -> list[Vocabulary]:
    for _ in range(changes):
        latest = _first_understandings(1)
    return latest


def _first_understandings(offices: int, times_the_words: int = 1) -> list[Vocabulary]:
    pack = read_pack(PACK)
    words = [Term(f"{name}{n}", "project", name) for n in range(times_the_words - 1) for name in _own_words(pack)]
    vocabularies = [vocabulary_of(pack, words) for _ in range(offices)]
    for vocabulary in vocabularies:
        understand("ขอปรึกษาเรื่อง PLC คณิต พรุ่งนี้บ่ายสองได้มั้ยคะ", vocabulary, NOW)
    return vocabularies


PROBES: dict[str, Callable[[], dict[str, float]]] = {
    "floor": lambda: _measured(lambda: None),
    "language": lambda: _measured(language),
    "office": lambda: _measured(lambda: _first_understandings(1)),
    "changed_words": lambda: _measured(lambda: _understandings_of_changing_words(20)),
    "ten_offices": lambda: _measured(lambda: _first_understandings(10)),
    "more_words": lambda: _measured(lambda: _first_understandings(1, times_the_words=11)),
}


if __name__ == "__main__":
    main()
