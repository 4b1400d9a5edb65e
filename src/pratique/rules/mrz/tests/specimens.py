"""The Utopia specimens of Doc 9303, read where the reference data lie."""

import json
from pathlib import Path

_FILE = Path(__file__).parents[6] / "shared" / "reference" / "mrz" / "icao_specimens.json"
SPECIMENS = json.loads(_FILE.read_text("utf-8"))

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD_WITH_LONG_NUMBER = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
