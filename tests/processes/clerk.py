"""A clerk who registers people through the pages of a running Pratique, as fast as it answers."""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
import urllib.parse

from tests.processes.running import environment

SEED = 20261120
TOKEN = "k" * 32

SIGN_IN = """
import sys
from pathlib import Path
from pratique.config.cli.local import start_django
start_django(Path(sys.argv[1]))
from django.test import Client
from pratique.foundation.actors.factories import make_assignment
clerk = Client()
clerk.force_login(make_assignment("reception").user)
print(clerk.cookies["sessionid"].value)
"""
COUNT = """
import json, sys
from pathlib import Path
from pratique.config.cli.local import database_of, start_django
data_dir = Path(sys.argv[1])
with database_of(data_dir):
    start_django(data_dir)
    from pratique.areas.people.models import Person
    from pratique.foundation.actions.models import AuditRecord
    persons = list(Person.objects.order_by("pk"))
    print(json.dumps({
        "names": [person.family_name for person in persons],
        "searchable": sum(person.search_keys.exists() for person in persons),
        "seen": sum(person.care_relations.exists() for person in persons),
        "records": AuditRecord.objects.filter(action="people.person.register", outcome="done").count(),
    }))
"""


def ask_django(script, data_dir):
    """What a small program with the application's own login prints."""
    environ = {name: value for name, value in environment().items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(data_dir)], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def registered(data_dir):
    return json.loads(ask_django(COUNT, data_dir))


def invented_names(number):
    """Family names that no two people share, nor anything that sounds like one."""
    chance = random.Random(SEED)  # noqa: S311 - the same names in every run
    return ["".join(chance.choice("BDFGKLMNPRST") + chance.choice("aeiou") for _ in range(6)) for _ in range(number)]


class Clerk(threading.Thread):
    """Sends each registration until it is acknowledged, always under the same submission key."""

    def __init__(self, running, names):
        super().__init__(daemon=True)
        self.port, self.names = running.port, names
        self.session = ask_django(SIGN_IN, running.data_dir)
        self.acknowledged, self.attempts, self.refusals = [], 0, []

    def run(self):
        for number, name in enumerate(self.names):
            while not self.register(name, born=1930 + number % 90):
                time.sleep(0.05)
            self.acknowledged.append(name)

    def register(self, name, born):
        """Whether the registration was acknowledged: only an answer that leads to the person's file counts."""
        self.attempts += 1
        form = {
            "family_name": name,
            "birth_year": born,
            "submission_key": f"write {name}",
            "csrfmiddlewaretoken": TOKEN,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", "/people/register/", urllib.parse.urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if 400 <= answer.status < 500:
            self.refusals.append((name, answer.status))
        return answer.status == 302 and answer.headers["Location"].startswith("/people/P-")
