"""Names across spellings and scripts: keys to store and to search by, an order for lists, and how alike two are."""

from pratique.rules.names.keys import QueryWord, blocking_keys, query_keys, search_keys, sort_key, storage_key
from pratique.rules.names.similarity import Name, NameReason, Similarity, similarity

__all__ = [
    "Name",
    "NameReason",
    "QueryWord",
    "Similarity",
    "blocking_keys",
    "query_keys",
    "search_keys",
    "similarity",
    "sort_key",
    "storage_key",
]
