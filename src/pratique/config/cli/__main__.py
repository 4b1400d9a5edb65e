"""`python -m pratique.config.cli`: the same command, for processes started by the supervisor."""

import sys

from pratique.config.cli import main

sys.exit(main())
