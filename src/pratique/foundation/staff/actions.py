"""Writing about staff and sites; every deed through the door."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions import Refusal, action, changed, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, SignInLink, Site, User
from pratique.foundation.actors.permissions import Permission
from pratique.foundation.actors.roles import roles, roles_with
from pratique.foundation.staff.links import make_link, use_link


@action("actors.staff.create", needs=Permission.MANAGE_STAFF)
def create_staff(*, by: Actor, name: str, email: str, language: str = "en") -> User:
    """A new member of staff, without a password and without a role."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise Refusal(
            "actors.staff.known_address",
            _("Somebody with this e-mail address is already in the list of staff. Open that account instead."),
        )
    user = User(name=name, email=address, language=language)
    user.set_unusable_password()
    user.save()
    note(subject=user.number, after={"name": name, "email": address, "language": language})
    return user


@action("actors.staff.create_with_role", needs=Permission.MANAGE_STAFF)
def create_staff_with_role(
    *,
    by: Actor,
    name: str,
    email: str,
    language: str,
    role: str,
    site: Site,
    starts_on: date,
    ends_on: date | None = None,
) -> User:
    """A new member of staff with her first role: both or nothing."""
    user = create_staff(by=by, name=name, email=email, language=language)
    note(subject=user.number)
    assign_role(by=by, user=user, role=role, site=site, starts_on=starts_on, ends_on=ends_on)
    return user


@action("actors.staff.make_administrator", needs=Permission.MANAGE_STAFF)
def make_administrator(*, by: Actor, email: str, name: str) -> str:
    """The first administrator, or the way back in: account, role and a one-time link, whose secret is given."""
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or create_staff(by=by, name=name or address, email=address)
    note(subject=user.number)
    if not user.is_active:
        user = open_account(by=by, user=user)
    site = Site.objects.filter(is_active=True).order_by("pk").first()
    if site is None:
        site = create_site(by=by, name="Administration", country="", zone="UTC")
    held = Assignment.objects.filter(user=user, site__is_active=True, role__in=roles_with(Permission.MANAGE_STAFF))
    if not held.filter(ends_on=None).exists():
        role = roles_with(Permission.MANAGE_STAFF)[0]
        assign_role(by=by, user=user, role=role, site=site, starts_on=by.today() - timedelta(days=1))
    return give_link(by=by, user=user)


@action("actors.staff.correct", needs=Permission.MANAGE_STAFF)
def correct_staff(*, by: Actor, user: User, name: str, email: str, language: str) -> User:
    """Put right how somebody is called, reached and addressed."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise Refusal("actors.staff.known_address", _("Somebody else in the list of staff has this e-mail address."))
    values = {"name": name, "email": address, "language": language}
    before, after = changed({key: getattr(user, key) for key in values}, values)
    User.objects.filter(pk=user.pk).update(**values)
    user.refresh_from_db()
    note(subject=user.number, before=before, after=after)
    return user


@action("actors.staff.give_link", needs=Permission.MANAGE_STAFF)
def give_link(*, by: Actor, user: User) -> str:
    """A one-time link, valid for a day, by which this person sets a password; it is shown this once."""
    note(subject=user.number)
    if not user.is_active:
        raise Refusal("actors.staff.inactive", _("This account is closed. Open it again before you give a link."))
    return make_link(user, now=by.now())


@action("actors.account.set_first_password", needs=Permission.MANAGE_OWN_ACCOUNT)
def set_first_password(*, by: Actor, link: SignInLink, password: str) -> User:
    """Set the password that a one-time link allows."""
    note(subject=link.user.number)
    if not use_link(link, now=by.now()):
        raise Refusal("actors.account.link_used", _("This link was used before. Ask your administrator for a new one."))
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


@action("actors.account.choose_language", needs=Permission.MANAGE_OWN_ACCOUNT)
def choose_language(*, by: Actor, language: str) -> str:
    """The language in which the pages speak to this person."""
    if language not in dict(settings.LANGUAGES):
        raise Refusal("actors.account.unknown_language", _("The pages do not speak this language yet."))
    note(subject=by.user_number, before={"language": by.language}, after={"language": language})
    User.objects.filter(number=by.user_number).update(language=language)
    return language


@action("actors.staff.assign_role", needs=Permission.MANAGE_STAFF)
def assign_role(
    *, by: Actor, user: User, role: str, site: Site, starts_on: date, ends_on: date | None = None
) -> Assignment:
    """Give somebody a role at a site."""
    note(subject=user.number, after={"role": role, "site": site.number, "from": starts_on, "until": ends_on})
    if role not in roles():
        raise Refusal("actors.staff.unknown_role", _("There is no such role. Choose one from the list."))
    last_day = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    first_day = Q(starts_on__lte=ends_on) if ends_on else Q()
    if Assignment.objects.filter(last_day, first_day, user=user, site=site, role=role).exists():
        raise Refusal(
            "actors.staff.held_role",
            _("This person already has that role there in those days. End the present assignment first."),
        )
    return Assignment.objects.create(user=user, site=site, role=role, starts_on=starts_on, ends_on=ends_on)


@action("actors.staff.end_assignment", needs=Permission.MANAGE_STAFF)
def end_assignment(*, by: Actor, assignment: Assignment, ends_on: date) -> Assignment:
    """The last day on which somebody has a role at a site; yesterday means from now on."""
    note(
        subject=assignment.user.number,
        before={"role": assignment.role, "site": assignment.site.number, "until": assignment.ends_on},
        after={"until": ends_on},
    )
    if ends_on < assignment.starts_on:
        # It never began: a period of no day cannot be kept, and the audit trail says what it was.
        Assignment.objects.filter(pk=assignment.pk).delete()
    else:
        Assignment.objects.filter(pk=assignment.pk).update(ends_on=ends_on)
        assignment.refresh_from_db()
    _keep_an_administrator(by)
    return assignment


@action("actors.staff.close", needs=Permission.MANAGE_STAFF)
def close_account(*, by: Actor, user: User) -> User:
    """Somebody leaves: no sign-in any more, and open pages answer no longer."""
    note(subject=user.number, before={"is_active": user.is_active}, after={"is_active": False})
    User.objects.filter(pk=user.pk).update(is_active=False)
    _keep_an_administrator(by)
    user.refresh_from_db()
    return user


@action("actors.staff.open", needs=Permission.MANAGE_STAFF)
def open_account(*, by: Actor, user: User) -> User:
    """Somebody comes back."""
    note(subject=user.number, before={"is_active": user.is_active}, after={"is_active": True})
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.refresh_from_db()
    return user


@action("actors.staff.reset_second_factor", needs=Permission.MANAGE_STAFF)
def reset_second_factor(*, by: Actor, user: User) -> int:
    """Forget somebody's authenticator app, passkeys and recovery codes: the telephone was lost."""
    kinds = list(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    note(subject=user.number, before={"second_factors": sorted(kinds)}, after={"second_factors": []})
    Authenticator.objects.filter(user_id=user.pk).delete()
    return len(kinds)


@action("actors.site.create", needs=Permission.MANAGE_STAFF)
def create_site(*, by: Actor, name: str, country: str, zone: str) -> Site:
    """A new place of work."""
    site = Site.objects.create(name=name, country=country, zone=zone)
    note(subject=site.number, after={"name": name, "country": country, "zone": zone})
    return site


@action("actors.site.change", needs=Permission.MANAGE_STAFF)
def change_site(*, by: Actor, site: Site, name: str, country: str, zone: str, is_active: bool) -> Site:
    """Put right what is known of a site, or close it."""
    values = {"name": name, "country": country, "zone": zone, "is_active": is_active}
    before, after = changed({key: getattr(site, key) for key in values}, values)
    Site.objects.filter(pk=site.pk).update(**values)
    _keep_an_administrator(by)
    site.refresh_from_db()
    note(subject=site.number, before=before, after=after)
    return site


def _keep_an_administrator(by: Actor) -> None:
    """Somebody must be left who can open accounts; a command on the server would be the only way back."""
    left = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=by.today()),
        role__in=roles_with(Permission.MANAGE_STAFF),
        user__is_active=True,
        site__is_active=True,
    )
    if not left.exists():
        raise Refusal(
            "actors.staff.last_administrator",
            _("This would leave nobody who manages staff. Give that role to somebody else first."),
        )
