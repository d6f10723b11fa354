"""Step 3: the seed, from a secret committed to beforehand and the announced public sources."""

from __future__ import annotations

from collections.abc import Sequence

from models.faults import Refused
from models.rules.draw import suite as suites

SECRET_BYTES = 32


def commitment(suite: str, secret: bytes) -> str:
    """``C = H(secret)``, announced before the draw."""
    return suites.digest(suite, secret)


def seed(suite: str, draw_id: str, secret: bytes, sources: Sequence[str]) -> bytes:
    """The 32 bytes every ticket follows from.

    Duty: 17.1 (第十七条).
    """
    lines = ["ssj-draw/1", draw_id, secret.hex(), *sources]
    hashed = suites.new(suite, "".join(f"{line}\n" for line in lines).encode())
    return hashed.digest()


def check_source_names(names: Sequence[str]) -> None:
    """What an announcement may name as sources: each exactly, once, on one line.

    A drand round counts only with its signature verified, which nothing here does yet.

    Raises:
        Refused: naming each that is blank, has line ends or spaces around it, comes twice, or
            asks for drand.
    """
    problems = []
    for place, name in enumerate(names, start=1):
        if not name or name != name.strip() or len(name.splitlines()) != 1:
            problems.append(f"第{place}个随机源「{name}」应为一行文字，前后没有空格")
        if name in names[: place - 1]:
            problems.append(f"随机源「{name}」写了不止一次")
        if name.lower().startswith("drand"):
            problems.append(
                f"随机源「{name}」：尚不能核验 drand 的签名，请改用写明期号的开奖或见证人"
            )
    if problems:
        raise Refused(*problems, code="wrong-source")


def check_sources(announced: Sequence[str], read: Sequence[str]) -> None:
    """Every announced source was read, in its order, each as one line that begins with its name.

    Raises:
        Refused: naming each source that is missing or that doesn't fit.
    """
    problems = []
    for place, name in enumerate(announced):
        line = read[place] if place < len(read) else ""
        if not line.strip():
            problems.append(f"公告写明的随机源「{name}」尚未读取")
        elif not line.startswith(name):
            problems.append(f"第{place + 1}个随机源应为「{name}」，实为「{line}」")
        elif "\n" in line or "\r" in line:
            problems.append(f"随机源「{name}」应为一行文字")
    problems += [f"公告没有写明的随机源：「{line}」" for line in read[len(announced) :]]
    if problems:
        raise Refused(*problems, code="wrong-source")
