"""Reading files within a size limit, and writing them completely or not at all."""

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
"""The largest file or document that is read; a programme of 100 000 sessions takes a fifth of it."""


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a file.

    Raises:
        OSError: the file is missing, a directory, a device without end, a pipe without a writer, unreadable or
            larger than `MAX_BYTES`.
    """
    with open(path, "rb", opener=_open_at_once) as stream:
        name = os.fspath(path)
        begin = _begin_of_pipe(stream, name) if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode) else b""
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(stream.fileno(), True)
        return begin + read_stream(stream, name)


def _open_at_once(name: str, flags: int) -> int:
    # Opening a pipe waits for its other end, for ever if nobody writes to it.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _begin_of_pipe(stream: BufferedReader, name: str) -> bytes:
    """Return the first byte in a pipe, empty if it is still to come; raise if nobody will write any."""
    byte = stream.raw.read(1)
    if byte == b"":
        raise OSError(errno.ENXIO, "it is a pipe, and nobody writes to it", name)
    return byte or b""


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return the rest of an open file.

    Raises:
        OSError: the file is unreadable, or larger than `MAX_BYTES`.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(f"expected at most {MAX_BYTES} bytes in {name!r}, got more")
    return data


def read_folder(path: str | os.PathLike[str], suffix: str | tuple[str, ...]) -> dict[str, bytes]:
    """Return the files in a folder whose names end in a suffix, or in one of several, by name in sorted order.

    Raises:
        OSError: a file is unreadable, or all of them together are larger than `MAX_BYTES`.
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
    """Write a file completely or not at all: readers see the old content or the new, and an error leaves the old.

    A symbolic link is followed: the file that it points to changes, and the link stays.

    Args:
        path: the file to write.
        data: the content, or its pieces, which are written as they come; an exception from them passes through.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        _write(target_of(path), data, path)
    except OSError as problem:
        # The error names the file that was asked for, not the temporary one.
        raise type(problem)(problem.errno, problem.strerror or str(problem), os.fspath(path)) from problem


def target_of(path: str | os.PathLike[str]) -> str:
    """Return the path behind all symbolic links; no file needs to exist there.

    Raises:
        OSError: the links form a circle.
    """
    target = os.path.realpath(path)
    if os.path.islink(target):  # links that form a circle end where they began
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path))
    return target


def _write(target: str, data: bytes | Iterable[bytes], path: str | os.PathLike[str]) -> None:
    there = os.path.exists(target)
    if there and not os.path.isfile(target):
        # A device or a pipe has no old content to preserve.
        if os.path.isdir(target):
            raise IsADirectoryError(f"expected a file to write, got the directory {os.fspath(path)!r}")
        content = data if isinstance(data, bytes) else b"".join(data)  # completely or not at all
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
    """Write several files into a folder, which is created if missing; none is written if one cannot be made.

    Each file is first written into a hidden folder inside; when all are complete they are moved to their places in
    order. Other files in the folder stay.

    Args:
        folder: the folder.
        files: the content by path, with `/` between the parts.

    Raises:
        OSError: a file cannot be written.
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
    """Return the files in a ZIP archive that this library wrote, each with its path."""
    import io  # noqa: PLC0415 # few commands open one
    import zipfile  # noqa: PLC0415 # as above

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _move(source: Path, path: Path) -> None:
    """Move a file to a path; an existing file's mode is kept, and a symbolic link is followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        write_whole(path, source.read_bytes())  # the path leads to another disk, or it is a device or a folder
        return
    if path.exists():
        source.chmod(path.stat().st_mode & 0o7777)
    os.replace(source, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
