"""A headless Chromium driven over a pipe (Chrome DevTools Protocol), with the standard library alone."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


def chromium() -> str | None:
    """Return the browser to drive, or None."""
    for name in (
        os.environ.get("CHROMIUM", ""),
        "/usr/lib/chromium/chromium",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ):
        if name and (found := shutil.which(name)):
            return found
    return None


class BrowserError(Exception):
    """What the browser answered was an error."""


class Browser:
    """One browser process."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()

        def pipes() -> None:  # the protocol is spoken over the descriptors 3 and 4
            high_read, high_write = os.dup2(to_read, 100), os.dup2(to_write, 101)
            os.dup2(high_read, 3)
            os.dup2(high_write, 4)

        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self._profile}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=pipes,  # noqa: PLW1509 # the tests start no threads
            close_fds=False,
            start_new_session=True,
        )
        os.close(to_read)
        os.close(to_write)
        self._buffer = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send a command and return its result; events that come meanwhile are kept."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0") if len(json.dumps(message)) < 60000 else self._long(
            message
        )
        wanted = self._number
        while True:
            answer = self.receive(60)
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _long(self, message: dict[str, Any]) -> None:
        data = memoryview(json.dumps(message).encode() + b"\0")
        while data:
            data = data[os.write(self._write, data[:32768]) :]

    def receive(self, seconds: float) -> dict[str, Any]:
        """Return the next message.

        Raises:
            TimeoutError: none came.
        """
        until = time.monotonic() + seconds
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser says nothing")
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise BrowserError("the browser went away")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def close(self) -> None:
        """End the process and remove its profile."""
        with contextlib.suppress(Exception):
            self.call("Browser.close")
        with contextlib.suppress(Exception):
            self._process.wait(5)
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(5)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    @contextlib.contextmanager
    def page(
        self,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        zone: str | None = None,
        scripts: bool = True,
        private: bool = True,
    ) -> Iterator[Tab]:
        """Open a tab of its own, with storage of its own; not `private`: as people do, and in their profile.

        A private tab installs nothing, and so never looks at a manifest.
        """
        context = self.call("Target.createBrowserContext")["browserContextId"] if private else None
        own = {"browserContextId": context} if context else {}
        target = self.call("Target.createTarget", url="about:blank", **own)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, context)
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.call(f"{domain}.enable")
        tab.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        tab.media(dark=dark)
        if zone:
            tab.call("Emulation.setTimezoneOverride", timezoneId=zone)
        if not scripts:
            tab.call("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield tab
        finally:
            if context:
                self.call("Target.disposeBrowserContext", browserContextId=context)
            else:
                self.call("Target.closeTarget", targetId=target)


class Tab:
    """One page of the browser."""

    def __init__(self, browser: Browser, session: str, context: str | None) -> None:
        self._browser = browser
        self._session = session
        self._context = context

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command to this page."""
        return self._browser.call(method, self._session, **params)

    def media(self, *, dark: bool = False, media: str = "") -> None:
        """Emulate a colour scheme and a medium."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._browser.events.clear()
        self.call("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired")

    def wait_for(self, method: str, seconds: float = 20) -> dict[str, Any]:
        """Return the parameters of the next event of that name."""
        for event in self.events():
            if event["method"] == method:
                return dict(event["params"])
        until = time.monotonic() + seconds
        while True:
            event = self._browser.receive(until - time.monotonic())
            self._browser.events.append(event)
            if event.get("method") == method and event.get("sessionId") in (self._session, None):
                return dict(event["params"])

    def events(self) -> list[dict[str, Any]]:
        """Return what happened on this page since it was opened."""
        return [
            event
            for event in self._browser.events
            if event.get("sessionId") in (self._session, None) and "method" in event
        ]

    def run(self, expression: str) -> Any:
        """Evaluate JavaScript and return its value as JSON would carry it."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Return errors and warnings of console, log and scripts."""
        found: list[str] = []
        for event in self.events():
            params = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(params["exceptionDetails"])[:500])
            if event["method"] == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
                found.append(json.dumps(params["args"])[:500])
            if event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                found.append(params["entry"]["text"][:500])
        return found

    def requests(self) -> list[str]:
        """Return the addresses asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events()
            if event["method"] == "Network.requestWillBeSent"
        ]

    def download_into(self, folder: Path) -> None:
        """Let this page's downloads go into a folder."""
        self._browser.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(folder),
            browserContextId=self._context,
            eventsEnabled=True,
        )

    def pdf(self, **options: Any) -> bytes:
        """Print the page."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True, **options)["data"])

    def picture(self, *, whole: bool = False, format: str = "png", **options: Any) -> bytes:
        """Return a picture of what is seen, or of the whole page."""
        answer = self.call("Page.captureScreenshot", format=format, captureBeyondViewport=whole, **options)
        return base64.b64decode(answer["data"])
