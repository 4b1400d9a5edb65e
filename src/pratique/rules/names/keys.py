"""Keys by which a plain index finds a name: words as written (`w:`) and skeletons of sounds (`s:`), by prefix."""

from dataclasses import dataclass

from pratique.rules.names.letters import fold
from pratique.rules.names.sounds import romanized, skeletons
from pratique.rules.names.words import words_of

WORD = "w:"
SOUND = "s:"
# A skeleton of one sound (Ali, Leah) is shared by too many names to be looked for by prefix.
SHORTEST_SOUND = 2


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a search: a person matches when any of her keys begins with any of these."""

    prefixes: tuple[str, ...]
    exact: tuple[str, ...]


def search_keys(family: str, given: str, family_native: str = "", given_native: str = "") -> frozenset[str]:
    """Every key to store for a person; at most a few for each word of her names in both scripts."""
    keys: set[str] = set()
    for name in (family, given, family_native, given_native):
        for word in words_of(name):
            keys.add(WORD + word)
            keys.update(SOUND + skeleton for skeleton in skeletons(word))
    return frozenset(keys)


def query_keys(text: str) -> tuple[QueryWord, ...]:
    """What to look for: all words must match, in any order and script; a word may be unfinished."""
    return tuple(_query_word(word) for word in words_of(text))


def _query_word(word: str) -> QueryWord:
    sounds = skeletons(word)
    long_enough = tuple(SOUND + sound for sound in sounds if len(sound) > SHORTEST_SOUND)
    short = tuple(SOUND + sound for sound in sounds if 0 < len(sound) <= SHORTEST_SOUND and len(word) > 1)
    return QueryWord(prefixes=(WORD + word, *long_enough), exact=short)


def blocking_keys(family: str, given: str, family_native: str = "", given_native: str = "") -> frozenset[str]:
    """The skeletons alone: two records that share none are not spellings of one name."""
    return frozenset(key for key in search_keys(family, given, family_native, given_native) if key.startswith(SOUND))


def storage_key(name: str) -> str:
    """The folded form: equal for names that differ in case, accents, apostrophes or spacing only."""
    return fold(name)


def sort_key(family: str, given: str, family_native: str = "", given_native: str = "") -> str:
    """Plain text whose byte order is the order of a list: family name first, articles last, one alphabet for all."""
    first = " ".join(romanized(word) for word in words_of(family) or words_of(family_native))
    second = " ".join(romanized(word) for word in words_of(given) or words_of(given_native))
    return f"{first}  {second}".strip()
