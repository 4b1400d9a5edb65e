"""What other areas may use of people."""

from pratique.areas.people.facts import age_facts
from pratique.areas.people.models import Birth, Identity, Person
from pratique.areas.people.permissions import Permission, visible_people

__all__ = ["Birth", "Identity", "Permission", "Person", "age_facts", "visible_people"]
