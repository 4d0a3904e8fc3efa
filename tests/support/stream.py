"""An open stream of events, as a page's EventSource holds it."""
import json

from wire import Wire


class Stream:
    """An open page's EventSource."""

    def __init__(self, server, path, cookie=None):
        signed_in = f"Cookie: __Host-sparkd={cookie}\r\n" if cookie else ""
        self.wire = Wire(server)
        self.wire.send(f"GET {path} HTTP/1.1\r\nHost: {server.host}\r\n{signed_in}"
                       "Accept: text/event-stream\r\n\r\n".encode())
        self.head = self.wire.head()

    def close(self):
        self.wire.close()

    def message(self):
        """The next event: its name and data. Comments and retry: are passed over."""
        while True:
            fields = dict(line.split(": ", 1)
                          for line in self.wire.until(b"\n\n").decode().splitlines()
                          if ": " in line)
            if "data" in fields:
                return fields["event"], json.loads(fields["data"])
