"""The key file, which may lie on a supervisor's stick: made once, read when a secret is sealed or
opened, never copied anywhere by the program."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from models.faults import Refused, by_the_machine
from models.home import home, make_folder
from models.rules import at_rest, privacy
from models.rules.at_rest import Key

VARIABLE = "SSJ_KEY_FILE"
NO_KEY = "no-key"
_LONGEST = 1024  # bytes: a key file is one line

LOST = (
    "确已遗失、又无备份的，尚未抽取的那次不能抽取，也不能另行抽取，该期空缺；"
    "用 ssj init --new-key 另造密钥后公告下一期"
)


def path() -> Path:
    """Where the key file is looked for: ``SSJ_KEY_FILE``, or ``keys/draw.key`` in ``SSJ_HOME``."""
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser().absolute() if named else home() / "keys" / "draw.key"


def is_there() -> bool:
    """Whether a key file is there now."""
    return path().is_file()


def read() -> Key:
    """The key.

    Raises:
        Refused: the file is not there, can't be read, or is none.
    """
    file = path()
    try:
        with file.open("rb") as opened:
            key = at_rest.read_key(opened.read(_LONGEST))
    except OSError as error:
        raise Refused(
            f"没有抽取密钥：读不到 {file}（{by_the_machine(error)}）。请插入存放密钥文件的介质，"
            f"或用 {VARIABLE} 写明密钥文件在哪里；{LOST}",
            code=NO_KEY,
        ) from error
    if key is None:
        raise Refused(
            f"没有抽取密钥：{file} 不是密钥文件（应为一行 64 位十六进制数字）。"
            f"请换上备份的密钥文件；{LOST}",
            code=NO_KEY,
        )
    return key


def make() -> Key:
    """A new key, in a file where there was none.

    Raises:
        Refused: the file can't be written, or is there.
    """
    file, key = path(), Key(secrets.token_bytes(at_rest.KEY_BYTES))
    try:
        if file == home() / "keys" / "draw.key":
            make_folder(file.parent)
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, privacy.FILE), "wb"
        ) as f:
            f.write(key.written())
            f.flush()
            os.fsync(f.fileno())
    except OSError as error:
        raise Refused(
            f"写不了密钥文件 {file}：{by_the_machine(error)}；"
            f"请插入要存放它的介质，或检查 {VARIABLE}",
            code=NO_KEY,
        ) from error
    return key


def seal(key: Key, draw_id: str, what: str, plain: bytes) -> str:
    """``what`` of a draw as the database keeps it."""
    return at_rest.sealed(key, secrets.token_bytes(at_rest.NONCE_BYTES), draw_id, what, plain)


def opened(draw_id: str, what: str, text: str) -> bytes:
    """``what`` of a draw, as it was sealed.

    Raises:
        Refused: the key is not there or is another, the text lies in the clear still, or it is not
            what was sealed for this draw.
    """
    under = at_rest.key_of(text)
    if under is None:
        raise Refused(
            f"「{draw_id}」的抽取密文尚未加密，请先运行 ssj init", code="database-not-set-up"
        )
    key = read()
    if key.id != under:
        raise Refused(
            f"没有抽取密钥：「{draw_id}」用编号 {under} 的密钥封存，{path()} 是编号 {key.id} 的。"
            f"请换上当时的密钥文件；{LOST}",
            code=NO_KEY,
        )
    plain = at_rest.opened(key, draw_id, what, text)
    if plain is None:
        raise Refused(
            f"「{draw_id}」的抽取密文打不开：密钥不错，密文被改动过或移自别处；"
            "请运行 ssj audit verify 查明",
            code="secret-altered",
        )
    return plain
