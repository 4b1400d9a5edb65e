"""Editions run over whole tables of people, without identifiers: judged, compared, made up. No Django, no database."""
