"""The Utopia specimens of ICAO Doc 9303 parts 4 to 7, as `../shared/reference/mrz/icao_specimens.json` gives them."""

SPECIMENS = [
    {
        "format": "TD3",
        "lines": [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ],
    },
    {
        "format": "TD2",
        "lines": [
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6",
        ],
    },
    {
        "format": "TD1",
        "lines": [
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ],
    },
    {
        "format": "TD1",
        "lines": [
            "I<UTOD23145890<7349<<<<<<<<<<<",
            "3407127M9507122UTO<<<<<<<<<<<2",
            "STEVENSON<<PETER<JOHN<<<<<<<<<",
        ],
    },
    {
        "format": "MRVA",
        "lines": [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        ],
    },
    {
        "format": "MRVB",
        "lines": [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "L8988901C4XXX4009078F9612109<<<<<<<<",
        ],
    },
]
PASSPORT = "\n".join(SPECIMENS[0]["lines"])
CARD_WITH_LONG_NUMBER = "\n".join(SPECIMENS[3]["lines"])
