#!/usr/bin/python3
"""The rules of STYLE.md that a program can check. Each rule is one case; the faults of a rule are
printed below it as file:line: what. The last line is "N passed, N failed".

    lint.py [RULE…]
"""
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FUNCTION_MAX, FUNCTION_MEDIAN, FUNCTION_NINETY = 70, 15, 45
FILE_WARN, FILE_MAX = 500, 600

RULES = []
NOTES = []


def rule(function):
    """The decorated function yields faults; its docstring is what it holds to."""
    RULES.append(function)
    return function


# ---- files ----


def files(*patterns):
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def read(path):
    return path.read_text(encoding="utf-8")


SOURCES = files("src/**/*.c")
HEADERS = files("src/**/*.h", "include/**/*.h", "tests/**/*.h")
C_FILES = sorted(SOURCES + HEADERS + files("tests/**/*.c"))
PRODUCT = [path for path in C_FILES if not name_of(path).startswith("tests/")]
SCRIPTS = files("tests/**/*.py", "tests/**/*.mjs", "cmake/*.mjs", "cmake/*.sh", "templates/assets/*.js")

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""", re.S
)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def code_of(path, strings=False):
    """The file without comments, and without what stands in strings unless asked for; every
    character keeps its place."""

    def replace(match):
        kept = strings and match["string"] is not None
        return match[0] if kept or match[0].startswith('"<') else blank(match[0])

    return TOKEN.sub(replace, read(path))


def matches(paths, pattern, text_of=code_of):
    """(path, "file:line", match) of each match of a pattern."""
    for path in paths:
        text = text_of(path)
        for match in re.finditer(pattern, text, re.M):
            yield path, f"{name_of(path)}:{text.count(chr(10), 0, match.start()) + 1}", match


def is_one_of(path, *patterns):
    return any(re.fullmatch(pattern, name_of(path)) for pattern in patterns)


# ---- size ----


def functions(path):
    """(first line, number of lines, signature) of each function, which clang-format has laid out:
    its braces stand alone at the margin, its signature right above."""
    lines = code_of(path).split("\n")
    start = None
    for i, line in enumerate(lines):
        if line == "{":
            start = i
        elif line == "}" and start is not None:
            first = start
            while first > 0 and lines[first - 1].strip() and not lines[first - 1].startswith("}"):
                first -= 1
            yield first + 1, i - first + 1, " ".join(lines[first:start])
            start = None


@rule
def function_length():
    """A function has at most 70 lines; half have at most 15, nine in ten at most 45."""
    lengths = []
    for path in C_FILES:
        for line, length, _ in functions(path):
            if path in SOURCES:
                lengths.append(length)
            if length > FUNCTION_MAX:
                yield f"{name_of(path)}:{line}: {length} lines"
    if not lengths:
        return
    median = statistics.median(lengths)
    ninety = sorted(lengths)[len(lengths) * 9 // 10]
    NOTES.append(
        f"{len(lengths)} functions in src: median {median:g} lines, nine in ten at most {ninety}, "
        f"longest {max(lengths)}"
    )
    if median > FUNCTION_MEDIAN:
        yield f"src: the median function has {median:g} lines"
    if ninety > FUNCTION_NINETY:
        yield f"src: one function in ten has more than {ninety} lines"


@rule
def file_length():
    """A file has about 500 lines at most; above 600 it is refused."""
    for path in C_FILES + SCRIPTS:
        length = read(path).count("\n")
        if length > FILE_MAX:
            yield f"{name_of(path)}: {length} lines"
        elif length > FILE_WARN:
            NOTES.append(f"{name_of(path)} has {length} lines; {FILE_WARN} is the aim")


# ---- words ----


@rule
def unfinished():
    """Nothing is left for later in the code: what is not built is in docs/roadmap.md."""
    words = r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"
    paths = C_FILES + SCRIPTS + files("templates/**/*.*", "cmake/*", "conf/**/*.*", "**/CMakeLists.txt")
    paths = [path for path in paths if not name_of(path).startswith(("build/", "data/"))]
    for _, place, match in matches(sorted(set(paths)), words, read):
        yield f"{place}: {match[0]}"


@rule
def file_names():
    """No file is named for having no subject."""
    for path in files("src/**/*", "include/**/*", "tests/**/*", "templates/**/*"):
        if re.search(r"\b(?:utils?|common|helpers?|misc)\b", re.sub(r"^_|_", " ", path.stem)):
            if not name_of(path).startswith("tests/data/"):
                yield f"{name_of(path)}"


@rule
def design_line():
    """Each .c of the product begins with what its room is for."""
    for path in SOURCES:
        if not read(path).startswith("/* DESIGN: "):
            yield f"{name_of(path)}:1: does not begin with /* DESIGN: …"


@rule
def include_guards():
    """A header begins with a guard of its own, SPARKD_…_H."""
    guards = {}
    for path in HEADERS:
        found = re.match(r"\s*#ifndef (SPARKD_\w+_H)\n#define (\w+)\n", code_of(path))
        if not found or found[1] != found[2]:
            yield f"{name_of(path)}:1: no #ifndef SPARKD_…_H, #define"
        elif found[1] in guards:
            yield f"{name_of(path)}:1: {found[1]} is {guards[found[1]]}'s already"
        else:
            guards[found[1]] = name_of(path)


PROTOTYPE = re.compile(
    r"^(?!#|typedef|static|extern)\w[^;{}=]*?\b(\w+)\([^{}]*\)[^{}]*;", re.M
)


@rule
def contract_comments():
    """What a layer offers to others says what it does: each function of include/ has a comment
    above it, or above the group it stands in."""
    for path in files("include/**/*.h"):
        text = read(path)
        for block in re.finditer(r"(?:^.+\n)+", text, re.M):
            without = TOKEN.sub(lambda m: blank(m[0]), block[0])
            prototype = PROTOTYPE.search(without)
            if prototype and "/*" not in block[0]:
                line = text.count("\n", 0, block.start() + prototype.start()) + 1
                yield f"{name_of(path)}:{line}: {prototype[1]} has no comment"


# ---- what may be called where ----


@rule
def one_clock():
    """Only base/clock.c, base/instant.c and base/tz.c ask the C library for the time (and what
    measures); nothing sleeps."""
    calls = (
        r"(?<![\w.>])(time|ftime|localtime|localtime_r|gmtime|gmtime_r|mktime|timegm|gettimeofday|"
        r"clock_gettime|sleep|usleep|nanosleep|clock_nanosleep)\s*\("
    )
    for path, place, match in matches(C_FILES, calls):
        if not is_one_of(path, r"src/base/(clock|instant|tz)\.c", r"tests/bench/.*"):
            yield f"{place}: {match[1]}()"


@rule
def tests_do_not_sleep():
    """A test waits for what it waits for, not for a time; no mocks by linker tricks."""
    paths = files("tests/**/*.py", "tests/**/*.mjs")
    for _, place, match in matches(paths, r"\b(?:asyncio|time)\.sleep\(|\.waitForTimeout\(", read):
        if not place.startswith("tests/lint/"):
            yield f"{place}: {match[0]}…)"
    builds = files("CMakeLists.txt", "tests/**/CMakeLists.txt", "cmake/*.cmake")
    for _, place, _ in matches(builds, r"--wrap\b", read):
        yield f"{place}: --wrap"


@rule
def unsafe_calls():
    """No function that cannot be told how much room there is, none that runs a shell."""
    calls = r"(?<![\w.>])(strcpy|strcat|sprintf|vsprintf|gets|alloca|strtok|system|popen)\s*\("
    for _, place, match in matches(PRODUCT, calls):
        yield f"{place}: {match[1]}()"


@rule
def no_percent_n():
    """No format of the product writes to memory."""
    pattern = r"\"[^\"\n]*(?<!%)(?:%%)*%[-+ #0-9.*]*(?:hh?|ll?|[jzt])?n\b[^\"\n]*\""
    for _, place, _ in matches(PRODUCT, pattern, lambda path: code_of(path, strings=True)):
        yield f"{place}: %n"


# Which header may be included by which files.
OWNERS = {
    r"sqlite3\.h": [r"src/store/.*", r"tests/store/.*"],
    r"(?:libesmtp|auth-client)\.h": [r"src/mail/smtp_libesmtp\.c"],
    r"libical/.*|ical\.h": [r"src/reader/.*", r"tests/.*"],
    r"jansson\.h": [
        r"(src|include)/(web|render|cli)/.*",
        r"src/oidc/.*",
        r"src/org/policy_(\w*json\w*|edit|key)\.[ch]",
        r"src/spark/arrange_json\.c",
        r"src/spark/arrange_proof_json\.c",
        r"src/spark/draw_(\w+_)?json\.[ch]",
        r"src/feed/ics_dates\.c",
        r"src/(post|growth|spark|event)/\w*(notice|outbox|letter)\w*\.[ch]",
        r"src/mail/(compose|letter)\w*\.[ch]",
        r"tests/.*",
    ],
    r"event2/.*": [r"(src|include)/(web|mail|clockwork|cli)/.*", r"tests/.*"],
    r"openssl/.*": [r"src/mail/.*", r"src/access/totp\.c", r"tests/oidc/.*"],
    r"curl/.*": [r"src/oidc/oidc_fetch\.c"],
    r"cjose/.*": [r"src/oidc/oidc_jws\.c", r"tests/oidc/.*"],
    r"ccadical\.h": [r"src/spark/sat\.c"],
    r"zlib\.h": [r"src/feed/.*", r"src/base/zip\.c", r"tests/feed/.*"],
}


@rule
def library_owners():
    """A library is known to the files that own it, and to no others."""
    for path, place, match in matches(C_FILES, r"^#include <([^>\n]+)>", read):
        for header, owners in OWNERS.items():
            if re.fullmatch(header, match[1]) and not is_one_of(path, *owners):
                yield f"{place}: <{match[1]}>"


# ---- other programs' judgement ----


@rule
def layout():
    """clang-format has nothing to change."""
    run = subprocess.run(
        ["clang-format", "--dry-run", "-Werror", "--ferror-limit=1", *map(str, C_FILES)],
        capture_output=True, text=True, check=False,
    )
    for match in re.finditer(r"^(\S+?):(\d+):\d+: error", run.stderr, re.M):
        yield f"{name_of(pathlib.Path(match[1]))}:{match[2]}: clang-format -i"
    if run.returncode and " error" not in run.stderr:
        yield run.stderr.strip() or "clang-format failed"


@rule
def shell_scripts():
    """The commands are POSIX sh that parses, and can be run."""
    for path in files("run", "test", ".ci/run", "cmake/*.sh"):
        run = subprocess.run(["sh", "-n", path], capture_output=True, text=True, check=False)
        if run.returncode:
            yield f"{name_of(path)}: {run.stderr.strip()}"
        if path.suffix != ".sh" and not path.stat().st_mode & 0o111:
            yield f"{name_of(path)}: cannot be executed"


@rule
def fuzz_corpora():
    """Each fuzz target has inputs to begin with."""
    for path in files("tests/fuzz/fuzz_*.c"):
        if not files(f"tests/fuzz/corpus/{path.stem}/*"):
            yield f"{name_of(path)}: tests/fuzz/corpus/{path.stem} is empty"


def main(wanted):
    failed = 0
    chosen = [check for check in RULES if not wanted or check.__name__ in wanted]
    for check in chosen:
        faults = list(check())
        print(f"{'not ok' if faults else 'ok'} {check.__name__}")
        if faults:
            failed += 1
            print(f"  {' '.join(check.__doc__.split())}")
        for fault in faults:
            print(f"  {fault}")
    for note in NOTES:
        print(f"# {note}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
