"""One consistent archive of database, files and keys, sealed with a passphrase; and the way back."""
