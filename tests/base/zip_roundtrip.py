#!/usr/bin/python3
"""base/zip before other people's readers: archives of random parts, read by Python's zipfile and by
unzip, hold the same names and the same bytes."""
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROUNDS = 60
LETTERS = "abc ABC0129-_.()–éß字&'\""


def parts(rng, folder):
    """{name: bytes} and what the command is told of them."""
    held, told = {}, []
    for i in range(rng.choice((0, 1, 2, 5, 40))):
        name = f"{i:02d} " + "".join(rng.choices(LETTERS, k=rng.randrange(1, 60)))
        if rng.random() < .2:
            name = f"room {i}/{name}"
        content = rng.randbytes(rng.choice((0, 1, 999, 65535, 65536, 65537, 300000)))
        path = folder / f"part{i}"
        path.write_bytes(content)
        held[name] = content
        told += [name, str(path)]
    return held, told


def check(command, rng, folder):
    held, told = parts(rng, folder)
    archive = folder / "out.zip"
    size = subprocess.run([command, archive, *told], check=True, capture_output=True, text=True)
    assert archive.stat().st_size == int(size.stdout)
    with zipfile.ZipFile(archive) as read:
        assert read.testzip() is None
        assert read.namelist() == list(held), (read.namelist(), list(held))
        for info in read.infolist():
            assert read.read(info) == held[info.filename]
            assert info.date_time == (2026, 11, 2, 9, 30, 0), info.date_time
    if held and shutil.which("unzip"):
        subprocess.run(["unzip", "-tqq", archive], check=True)


def main():
    rng = random.Random(7)
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            check(sys.argv[1], rng, pathlib.Path(folder))
    print(f"{ROUNDS} archives are read as they were written")


main()
