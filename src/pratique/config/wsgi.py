"""The application as a web server wants it; it ends when the server that loaded it is gone."""

import django

from pratique.config import env
from pratique.foundation.database.lifeline import watch_parent
from pratique.foundation.supervisor.folder import data_folder, read_mode

env.choose_settings(read_mode(data_folder(env.DATA_DIR.read())) or "production")
watch_parent()
django.setup(set_prefix=False)

from pratique.foundation.actions.wsgi import ReadableHandler  # noqa: E402 - the handler loads the middleware of the apps

application = ReadableHandler()
