"""Reads mails made by test_mime with Python's own parser and compares them with what was meant.

parse_mail.py FILE COUNT: FILE has one JSON object a line: the values and the bytes.
"""
import email
import email.header
import email.policy
import json
import sys


def decoded(value):
    """A header's text by RFC 2047, unfolded by RFC 5322."""
    value = value.replace("\r\n", "").replace("\n", "")
    return str(email.header.make_header(email.header.decode_header(value)))


def display_name(value):
    """The name before <address>: a quoted string, or encoded words."""
    name = value.replace("\r\n", "").replace("\n", "")
    name = name[: name.rindex("<")].strip(" ") if "=?UTF-8?B?" in name[:12] else name[: name.rindex(" <")]
    if name.startswith('"'):
        out, escaped = "", False
        for c in name[1:-1]:
            if escaped or c != "\\":
                out, escaped = out + c, False
            else:
                escaped = True
        return out
    return decoded(name)


def faults(want):
    raw = want["bytes"].encode("ascii")
    lines = raw.split(b"\r\n")
    if raw.replace(b"\r\n", b"").translate(None, b"\r\n") != raw.replace(b"\r\n", b""):
        yield "bare CR or LF"
    if max(map(len, lines)) > 998:
        yield "a line above 998 octets"
    head = raw[: raw.index(b"\r\n\r\n")].split(b"\r\n")
    if any(len(line) > 76 and b"=?UTF-8" in line for line in head):
        yield "a line with encoded words above 76"
    if any(len(word) > 75 for line in head for word in line.split() if word.startswith(b"=?UTF-8?B?")):
        yield "an encoded word above 75"
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    modern = email.message_from_bytes(raw, policy=email.policy.SMTP)
    if decoded(mail["Subject"]) != want["subject"]:
        yield f"subject {decoded(mail['Subject'])!r}"
    for field in ("from", "to"):
        if display_name(mail[field]) != want[field]:
            yield f"{field} {display_name(mail[field])!r}"
    if modern["to"].addresses[0].addr_spec != "ann@demo.example" or len(modern["to"].addresses) != 1:
        yield f"to {modern['to']!r}"
    parts = [p for p in mail.walk() if not p.is_multipart()]
    kinds = [p.get_content_type() for p in parts]
    if want["method"]:
        if kinds != ["text/plain", "text/html", "text/calendar", "application/ics"]:
            yield f"parts {kinds}"
        if mail.get_content_type() != "multipart/mixed" or parts[2].get_param("method") != want["method"]:
            yield "invitation's frame"
        if parts[2]["Content-Disposition"] or parts[2]["Content-ID"]:
            yield "the inline calendar has a disposition or an id"
        for part in parts[2:4]:
            if part.get_payload(decode=True).decode("utf-8") != want["calendar"]:
                yield "calendar"
    elif kinds != ["text/plain", "text/html"] or mail.get_content_type() != "multipart/alternative":
        yield f"parts {kinds}"
    for part, key in zip(parts, ("text", "html")):
        text = part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
        if text.rstrip("\n") != want[key].rstrip("\n"):
            yield f"{key} {text!r} for {want[key]!r}"
        payload = part.get_payload()
        if max(map(len, payload.splitlines())) > 76:
            yield "a quoted-printable line above 76"
    if mail.defects or any(p.defects for p in mail.walk()):
        yield f"defects {mail.defects}"


def main():
    bad = seen = 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            seen += 1
            want = json.loads(line)
            for fault in faults(want):
                bad += 1
                print(f"mail {number}: {fault}; meant {want['subject']!r}", file=sys.stderr)
    if seen != int(sys.argv[2]):
        sys.exit(f"{seen} mails, not {sys.argv[2]}")
    sys.exit(1 if bad else 0)


main()
