"""Channels that a test serves itself: an interface on loopback, and one that a person serves."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from models import district
from models.clock import held_at
from tasks.setup.prepare import prepare

BY_HAND = 'kind = "by-hand", path = "by-hand/{code}"'


def served(house: Path, on: date, **deliveries: str) -> None:
    """From ``on`` the channels named (``-`` written ``_``) are delivered to as given."""
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    for name, delivery in deliveries.items():
        code = name.replace("_", "-")
        old = f'delivery = {{ kind = "folder", path = "delivered/{code}" }}'
        assert old in text
        text = text.replace(old, f"delivery = {{ {delivery.format(code=code)} }}")
    text = re.sub('version = "2026-1"', f'version = "2026-{on:%m%d}-{len(deliveries)}"', text)
    text = re.sub("valid_from = 2026-01-01", f"valid_from = {on}", text)
    (house / "served.toml").write_text(text, "utf-8")
    with held_at(on):
        prepare(on, house / "served.toml")


@contextmanager
def interface(
    answer: Callable[[int], int | None], page: bytes = b""
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An interface and what it took: ``answer`` maps the n-th request to a status; with ``None`` it
    takes the package and breaks off without a word. What is asked for by GET is ``page``."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = answer(len(got) + 1)
            got.append({"key": told["key"], "name": self.headers["Idempotency-Key"]})
            if status is not None:
                self._say(status, b'{"receipt": "HZ-1"}')

        def do_GET(self) -> None:
            self._say(200 if page else 404, page)

        def _say(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/in", got
        finally:
            server.shutdown()
            thread.join()
