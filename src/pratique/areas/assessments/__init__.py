"""Health assessment cases, their stations and their conclusion."""
