"""Files by their content: photographs, signatures and papers, stored once under the digest of what they hold."""

from pratique.foundation.files.store import FileMissing, FileTooLarge, Store, read, store, store_stream

__all__ = ["FileMissing", "FileTooLarge", "Store", "read", "store", "store_stream"]
