"""Papers: PDF files made from templates, sealed against change, and read back by anybody."""
