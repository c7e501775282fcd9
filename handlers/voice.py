"""How the bot speaks: its name, and its polite particle, which an office may change (ค่ะ or ครับ)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """The office's choice of words; `ka` closes a statement, `kha` a question or a request."""

    name: str = "นิเทศ"
    ka: str = "ค่ะ"
    kha: str = "คะ"
    na: str = "นะคะ"

    @classmethod
    def of(cls, name: str, particle: str) -> "Voice":
        """The voice for a bot name and the particle ค่ะ or ครับ."""
        if particle == "ครับ":
            return cls(name, "ครับ", "ครับ", "นะครับ")
        return cls(name)
