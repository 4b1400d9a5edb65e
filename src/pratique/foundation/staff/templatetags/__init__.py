"""Words of staff pages."""
