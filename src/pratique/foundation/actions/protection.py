"""Makes the audit trail append-only in the database itself, and finds out whether it still is."""

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDED = ("actions_auditrecord", "actions_auditseal", "actions_auditpayload")
FIXED = ("actions_auditerasurerule",)

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""

# An erasure takes the text away and says by which rule; no other change passes, whoever asks for it.
ALLOW_ONLY_ERASURE = """
CREATE OR REPLACE FUNCTION audit_allow_only_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.record_id = OLD.record_id AND OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.erased_at IS NOT NULL
        AND current_setting('pratique.erasing', true) = OLD.record_id || ':' || NEW.erased_by_rule
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""

ERASE = """
CREATE OR REPLACE FUNCTION erase_audit_payload(wanted bigint, rule text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    years smallint;
    made timestamptz;
    done boolean;
BEGIN
    SELECT after_years INTO years FROM actions_auditerasurerule WHERE code = rule;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no rule of erasure is called %', rule USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT at INTO made FROM actions_auditrecord WHERE id = wanted;
    IF years IS NOT NULL AND made > now() - make_interval(years => years::integer) THEN
        RAISE EXCEPTION 'the rule % allows erasure only after % years', rule, years
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('pratique.erasing', wanted || ':' || rule, true);
    UPDATE actions_auditpayload SET body = NULL, erased_at = now(), erased_by_rule = rule
        WHERE record_id = wanted AND body IS NOT NULL;
    done := FOUND;
    PERFORM set_config('pratique.erasing', '', true);
    RETURN done;
END $$
"""

TRIGGERS = {
    "audit_refuse_change": "BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT "
    "EXECUTE FUNCTION audit_refuse_change()",
    "audit_refuse_removal": "BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT "
    "EXECUTE FUNCTION audit_refuse_change()",
    "audit_allow_only_erasure": "BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_allow_only_erasure()",
}
TRIGGERS_OF = {
    "actions_auditrecord": ("audit_refuse_change",),
    "actions_auditseal": ("audit_refuse_change",),
    "actions_auditpayload": ("audit_refuse_removal", "audit_allow_only_erasure"),
}

GRANTEES = """
SELECT DISTINCT role.rolname
FROM pg_class AS relation
CROSS JOIN LATERAL aclexplode(relation.relacl) AS given
JOIN pg_roles AS role ON role.oid = given.grantee
WHERE relation.oid = to_regclass(%s) AND given.grantee <> relation.relowner
"""


def protect() -> None:
    """Run by the owner: take away what nobody may do to the audit trail. Can be run again at any time."""
    with connection.cursor() as cursor:
        for function in (REFUSE_CHANGE, ALLOW_ONLY_ERASURE, ERASE):
            cursor.execute(function)
        cursor.execute("REVOKE ALL ON FUNCTION erase_audit_payload(bigint, text) FROM PUBLIC")
        for table, names in TRIGGERS_OF.items():
            for name in names:
                cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {TRIGGERS[name].format(table=table)}")
        for table in GUARDED:
            _revoke(cursor, table, "UPDATE, DELETE, TRUNCATE")
        for table in FIXED:
            _revoke(cursor, table, "INSERT, UPDATE, DELETE, TRUNCATE")


def protect_in_migration(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The same, as a step of a migration."""
    protect()


def first_weakness() -> str:
    """What no longer guards the audit trail; empty when everything does."""
    with connection.cursor() as cursor:
        for table, names in TRIGGERS_OF.items():
            for name in names:
                cursor.execute(
                    "SELECT tgenabled FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname = %s", [table, name]
                )
                found = cursor.fetchone()
                if found is None or found[0] not in {"O", "A"}:
                    return f"the trigger {name} of {table} is missing or switched off"
        for table in GUARDED:
            cursor.execute(GRANTEES + " AND given.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')", [table])
            held = cursor.fetchone()
            if held is not None:
                return f"the database role {held[0]} may change {table}"
    return ""


def _revoke(cursor: object, table: str, rights: str) -> None:
    """From every role but the owner, whatever the application's role is called here."""
    quote = connection.ops.quote_name
    cursor.execute(GRANTEES, [table])  # type: ignore[attr-defined]
    for (role,) in cursor.fetchall():  # type: ignore[attr-defined]
        cursor.execute(f"REVOKE {rights} ON {table} FROM {quote(role)}")  # type: ignore[attr-defined]
    cursor.execute(f"REVOKE {rights} ON {table} FROM PUBLIC")  # type: ignore[attr-defined]
