"""A folder served over HTTP, as a static host does, which can be stopped and started again at the same address."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Host:
    """A static host on this machine.

    Args:
        folder: what it serves.
        shared: whether pages of other origins may read its files (CORS).
    """

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        self.asked: list[str] = []
        """The paths that were asked for."""
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                # Its times are whole seconds: two builds in one second would be the same.
                del self.headers["If-Modified-Since"]
                super().do_GET()

            def end_headers(self) -> None:
                host.asked.append(self.path)
                if shared:
                    self.send_header("Access-Control-Allow-Origin", "*")
                super().end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._handler = functools.partial(Handler, directory=str(folder))
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Serve, at the address of before."""
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Be off the network."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def hosted(folder: Path, *, shared: bool = False) -> Iterator[Host]:
    """Serve a folder."""
    host = Host(folder, shared=shared)
    try:
        yield host
    finally:
        host.stop()
