"""The application as a web server wants it; it ends when the server that loaded it is gone."""

from django.core.wsgi import get_wsgi_application

from pratique.config import env
from pratique.foundation.database.lifeline import watch_parent
from pratique.foundation.supervisor.folder import data_folder, read_mode

env.choose_settings(read_mode(data_folder(env.DATA_DIR.read())) or "production")
watch_parent()
application = get_wsgi_application()
