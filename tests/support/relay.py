"""An SMTP relay (aiosmtpd) on a free port of 127.0.0.1 that does what a test tells it to.

`relay.script` maps a recipient to a list of acts, one for each time a mail for them comes; with
none left it is accepted. An act is a reply ("451 later"), at RCPT when it begins with "RCPT "; or
DROP: the mail is taken and the connection lost before the answer; or HANG: there is no answer.
"""
import asyncio
import email
import email.policy
import socket
import threading

from aiosmtpd.controller import Controller

DROP, HANG = object(), object()


class Handler:
    def __init__(self, relay):
        self.relay = relay

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        acts = self.relay.script.get(address)
        if acts and isinstance(acts[0], str) and acts[0].startswith("RCPT "):
            return acts.pop(0).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_DATA(self, server, _session, envelope):
        acts = self.relay.script.get(envelope.rcpt_tos[0])
        act = acts.pop(0) if acts else None
        if isinstance(act, str):
            return act
        if act is HANG:
            self.relay.hanging.set()
            await asyncio.Event().wait()
        self.relay.taken.append((envelope.rcpt_tos[0], envelope.original_content))
        self.relay.on_mail()
        if act is DROP:
            server.transport.abort()
        return "250 2.0.0 taken"


class BoundController(Controller):
    """Listens on a socket that is bound already: no port is free for a moment only."""

    def __init__(self, handler, bound):
        super().__init__(handler, hostname="127.0.0.1", port=bound.getsockname()[1])
        self.bound = bound

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self.bound)


class Relay:
    def __init__(self):
        self.script, self.taken, self.hanging = {}, [], threading.Event()
        self.on_mail = lambda: None  # called on the relay's thread for each mail taken
        bound = socket.create_server(("127.0.0.1", 0))
        self.controller = BoundController(Handler(self), bound)
        self.port = self.controller.port
        self.controller.start()

    def close(self):
        self.controller.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def conf(self):
        """The lines of sparkd.conf that send mail here."""
        return {"mail": "smtp", "smtp_host": "127.0.0.1", "smtp_port": self.port}

    def bytes_for(self, address):
        return [content for to, content in list(self.taken) if to == address]

    def mails_for(self, address):
        return [read_mail(content) for content in self.bytes_for(address)]


def read_mail(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def plain_text(mail):
    return mail.get_body(("plain",)).get_content()
