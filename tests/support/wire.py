"""Raw bytes to a server and what comes back, and the headers that every answer carries."""
import socket

from sparkd_server import WAIT_S, Answer

# http specification, section 6.
SECURITY_HEADERS = {
    "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; font-src 'none'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; "
        "report-uri /csp-report",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def header_faults(answer):
    """What is wrong with the headers of section 6: each once, exactly so; no Server."""
    faults = [f"{name}: {answer.all(name)}" for name, value in SECURITY_HEADERS.items()
              if answer.all(name) != [value]]
    names = [name.lower() for name, _ in answer.headers if name.lower() != "set-cookie"]
    faults += [f"{name} twice" for name in set(names) if names.count(name) > 1]
    if answer.all("Server"):
        faults.append("it names the server")
    kind = answer.header("Content-Type")
    if answer.body and not kind:
        faults.append("a body without a type")
    if kind and kind.startswith("text/") and kind != "text/event-stream" \
            and "charset=utf-8" not in kind:
        faults.append(f"text without a charset: {kind}")
    return faults


class Wire:
    """One socket."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port), WAIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, data, byte_by_byte=False):
        """A server that has refused already may have closed: what is not taken is left."""
        try:
            for piece in ([data[i:i + 1] for i in range(len(data))] if byte_by_byte else [data]):
                self.socket.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def more(self):
        data = self.socket.recv(65536)
        self.buffer += data
        return bool(data)

    def until(self, mark):
        """What came up to the mark and with it."""
        while mark not in self.buffer:
            if not self.more():
                raise AssertionError(f"the end came before {mark!r}: {self.buffer!r}")
        taken, self.buffer = self.buffer.split(mark, 1)
        return taken + mark

    def head(self):
        lines = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        return Answer(int(lines[0].split()[1]), [tuple(x.split(": ", 1)) for x in lines[1:-2]], b"")

    def answer(self, is_head=False):
        answer = self.head()
        length = 0 if is_head else int(answer.header("Content-Length") or 0)
        while len(self.buffer) < length:
            if not self.more():
                raise AssertionError("the body was cut")
        answer.body, self.buffer = self.buffer[:length], self.buffer[length:]
        return answer

    def ended(self):
        """True if the server ends the connection with nothing more to say."""
        try:
            while self.more():
                pass
        except ConnectionResetError:
            pass
        return self.buffer == b""
