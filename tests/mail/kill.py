"""kill -9 of the server at random moments while 200 mails go out: nothing is lost, and at most one
mail a kill arrives twice (mail specification, section 2).

kill.py DRIVER WORK-DIRECTORY
"""
import collections
import random
import re
import sys

from smtp_server import House, Server

MAILS, KILLS, SEED = 200, 12, 20261112
REPLIES = {"mail": "250 ok", "rcpt": "250 ok", "data": "354 go", "final": "250 taken", "after": None}


class Killer:
    """Kills the driver when the n-th mail from now reaches a stage; the relay goes on as before."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.process = None

    def arm(self, process):
        self.stage, self.left = self.random.choice(list(REPLIES)), self.random.randint(1, 20)
        self.process = process

    def reach(self, stage):
        if self.process and stage == self.stage:
            self.left -= 1
            if self.left == 0:
                self.process.kill()
                self.process = None

    def action(self, stage):
        def act(_connection):
            self.reach(stage)
            return REPLIES[stage]

        return act


def message_id(body):
    return re.search(rb"^Message-ID: (<\S+>)\r$", body, re.M).group(1).decode()


def main():
    killer = Killer()
    server = Server({stage: killer.action(stage) for stage in REPLIES})
    house = House(sys.argv[1], MAILS)
    kills = 0
    while kills < KILLS:
        process = house.start(server.port, f"sent:{MAILS}")
        killer.arm(process)
        if process.wait(120) != -9:
            sys.exit("everything went out before the last kill")
        process.stdout.close()
        process.stderr.close()
        kills += 1
    killer.process = None
    house.run(server.port, f"sent:{MAILS}")
    rows = house.rows()
    arrived = collections.Counter(message_id(body) for _, body in server.accepted)
    lost = {row["message_id"] for row in rows} - set(arrived)
    again = sum(arrived.values()) - len(arrived)
    print(f"{kills} kills, {len(lost)} lost, {again} arrived again, at most {max(arrived.values())} times")
    bytes_kept = all(body == row["bytes"] for rcpt, body in server.accepted
                     for row in rows if row["to_email"] == rcpt)
    house.close()
    if lost or again > kills or max(arrived.values()) > 2 or not bytes_kept:
        sys.exit(1)


main()
