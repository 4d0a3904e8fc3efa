"""An authenticator app (RFC 6238): what a test's person has on their phone."""
import base64
import hashlib
import hmac
import re
import time


class App:
    """Holds one secret. Each code is of a later step than the last, as the server wants it, so it
    runs ahead of the clock by one step at most: two codes within one sign-in."""

    def __init__(self, secret):
        self.secret = base64.b32decode(secret.replace(" ", ""))
        self.step = 0

    @classmethod
    def scan(cls, page):
        """From a page that shows the secret in groups of four."""
        found = re.search(r"the key: ((?:[A-Z2-7]{4} ?){8})", page.words)
        assert found, page.words
        return cls(found[1])

    def at(self, step):
        mac = hmac.new(self.secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
        at = mac[-1] & 15
        return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7fffffff) % 10**6:06}"

    def code(self):
        self.step = max(self.step + 1, int(time.time()) // 30)
        return self.at(self.step)

    def wrong(self):
        """Six digits that are no code of these minutes."""
        now = int(time.time()) // 30
        near = {self.at(step) for step in range(now - 5, now + 6)}
        return next(f"{n:06}" for n in range(12) if f"{n:06}" not in near)
