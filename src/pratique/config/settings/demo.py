"""The demo mission: invented people, addresses of this machine only."""

from pratique.config.settings.base import *  # noqa: F403

MODE = "demo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECOND_FACTOR_ROLES = ()
