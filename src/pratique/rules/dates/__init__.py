"""Ages, intervals and stays, by the calendar that authorities use."""
