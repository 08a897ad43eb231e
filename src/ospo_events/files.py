"""Files: read as a whole within bounds, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

__all__ = ["files_in_archive", "read_bytes", "read_folder", "read_stream", "target_of", "write_together", "write_whole"]

MAX_BYTES = 256 * 1024 * 1024
"""The largest file or document that is read: a programme of 100 000 sessions has a fifth of it."""


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a file.

    Raises:
        OSError: it is missing, a directory, a device without end, a pipe that nobody writes to, unreadable or larger
            than `MAX_BYTES`.
    """
    with open(path, "rb", opener=_open_at_once) as stream:
        name = os.fspath(path)
        begin = _begin_of_pipe(stream, name) if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode) else b""
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(stream.fileno(), True)
        return begin + read_stream(stream, name)


def _open_at_once(name: str, flags: int) -> int:
    # To open a pipe waits for its other end, for ever where there is none.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _begin_of_pipe(stream: BufferedReader, name: str) -> bytes:
    """Return the first byte in a pipe, nothing where one is still to come; raise where nobody will write any."""
    byte = stream.raw.read(1)
    if byte == b"":
        raise OSError(errno.ENXIO, "it is a pipe, and nobody writes to it", name)
    return byte or b""


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return what is left to read in an open file.

    Raises:
        OSError: it is unreadable, or larger than `MAX_BYTES`.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(f"expected at most {MAX_BYTES} bytes in {name!r}, got more")
    return data


def read_folder(path: str | os.PathLike[str], suffix: str | tuple[str, ...]) -> dict[str, bytes]:
    """Return the content of the files in a folder whose names end in `suffix`, or one of them, by name, in its order.

    Raises:
        OSError: one of them is unreadable, or all of them are larger than `MAX_BYTES`.
    """
    files: dict[str, bytes] = {}
    for name in sorted(os.listdir(path)):
        file = os.path.join(path, name)
        if name.endswith(suffix) and os.path.isfile(file):
            files[name] = read_bytes(file)
            if sum(map(len, files.values())) > MAX_BYTES:
                raise OSError(f"expected at most {MAX_BYTES} bytes in {os.fspath(path)!r}, got more")
    return files


def write_whole(path: str | os.PathLike[str], data: bytes | Iterable[bytes]) -> None:
    """Write a file: a reader sees the old content or the new, and a failure leaves the old.

    A symbolic link is followed, so that what it points to changes and the link stays.

    Args:
        path: where.
        data: the content, or the pieces of it, which are written as they come; what they raise is raised, too.

    Raises:
        OSError: it cannot be written.
    """
    try:
        _write(target_of(path), data, path)
    except OSError as problem:
        # The name asked for, not that of the file that becomes it.
        raise type(problem)(problem.errno, problem.strerror or str(problem), os.fspath(path)) from problem


def target_of(path: str | os.PathLike[str]) -> str:
    """Return what a path leads to when every symbolic link is followed; nothing need be there.

    Raises:
        OSError: the links lead in a circle.
    """
    target = os.path.realpath(path)
    if os.path.islink(target):  # a circle is where it was left
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path))
    return target


def _write(target: str, data: bytes | Iterable[bytes], path: str | os.PathLike[str]) -> None:
    there = os.path.exists(target)
    if there and not os.path.isfile(target):
        # A device or a pipe has no old content to keep.
        if os.path.isdir(target):
            raise IsADirectoryError(f"expected a file to write, got the directory {os.fspath(path)!r}")
        content = data if isinstance(data, bytes) else b"".join(data)  # all of it, or nothing
        with open(target, "wb", opener=_open_at_once) as device:
            if hasattr(os, "O_NONBLOCK"):
                os.set_blocking(device.fileno(), True)
            device.write(content)
        return
    import tempfile  # noqa: PLC0415 # it loads much, and most commands write no file

    folder, base = os.path.split(target)
    descriptor, name = tempfile.mkstemp(prefix=f".{base[:100]}.", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        mode = os.stat(target).st_mode if there else 0o666 & ~_umask()
        os.chmod(name, mode & 0o7777)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def write_together(folder: str | os.PathLike[str], files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder, which is made where it is missing: all of them, or none where making one fails.

    Each is written as it comes, into a hidden folder inside; when all are there they are moved to their places, in
    their order. What else is in the folder stays.

    Args:
        folder: where.
        files: the content by path, `/` between its parts.

    Raises:
        OSError: it cannot be written.
    """
    import shutil  # noqa: PLC0415 # it loads much, and most commands write no file
    import tempfile  # noqa: PLC0415 # it loads much, and most commands write no file
    from pathlib import Path  # noqa: PLC0415 # it loads urllib, and most commands write no file

    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new.", dir=root))
    try:
        names: list[str] = []
        made: set[Path] = set()
        for name, data in files:
            path = fresh.joinpath(*name.split("/"))
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(data)
            names.append(name)
        for name in names:
            parts = name.split("/")
            _move(fresh.joinpath(*parts), root.joinpath(*parts))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def files_in_archive(data: bytes) -> list[tuple[str, bytes]]:
    """Return the files in a ZIP archive of our own, each with its path."""
    import io  # noqa: PLC0415 # few commands open one
    import zipfile  # noqa: PLC0415 # as above

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _move(source: Path, path: Path) -> None:
    """Move a file to a path; what is there keeps its mode, and a symbolic link is followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        write_whole(path, source.read_bytes())  # it leads to another disk, or it is a device or a folder
        return
    if path.exists():
        source.chmod(path.stat().st_mode & 0o7777)
    os.replace(source, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
