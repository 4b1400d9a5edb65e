"""Small deeds through the door, for tests of the door."""

from pratique.foundation.actions.door import action, note
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site

NEEDED = "tests.site.rename"


@action("tests.site.open", needs=NEEDED)
def open_site(*, by: Actor, name: str) -> Site:
    site = Site.objects.create(name=name, zone="UTC", country="KEN")
    note(subject=site.number, after={"name": name})
    return site


@action("tests.site.rename", needs=NEEDED)
def rename_site(*, by: Actor, site: Site, name: str) -> str:
    note(subject=site.number, before={"name": site.name}, after={"name": name})
    Site.objects.filter(pk=site.pk).update(name=name)
    if not name:
        raise Refusal("tests.site.nameless", "Give the site a name.", tried=name)
    return name


@action("tests.site.rename_twice", needs=NEEDED)
def rename_forgivingly(*, by: Actor, site: Site, first: str, second: str) -> str:
    """The first name may be refused; the second counts then."""
    note(subject=site.number)
    try:
        return rename_site(by=by, site=site, name=first)
    except Refusal:
        return rename_site(by=by, site=site, name=second)


@action("tests.site.rename_firmly", needs=NEEDED)
def open_and_rename(*, by: Actor, name: str) -> Site:
    site = open_site(by=by, name="first name")
    rename_site(by=by, site=site, name=name)
    return site


@action("tests.site.stumble", needs=NEEDED)
def stumble(*, by: Actor, name: str) -> None:
    open_site(by=by, name=name)
    raise ZeroDivisionError
