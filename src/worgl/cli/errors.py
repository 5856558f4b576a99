"""Refusals of the command line, in words an operator understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import NotFound, Refusal


class SettingsWrong(Refusal):
    """A setting cannot be used; `reason` is what Django or the system says of it.

    Its sentence is not translated: which language to speak is a setting too.
    """

    code = "settings_wrong"
    sentence = "worgl cannot start with these settings: {reason}"


class NotSetUp(Refusal):
    """There is no database yet, or it was made by an earlier version."""

    code, status = "not_set_up", 409
    sentence = _("The database is not set up for this version of worgl. Run “worgl init”.")


class NoPlace(Refusal):
    """The data folder a command was to work in does not exist."""

    code, status = "no_place", 409
    sentence = _(
        "There is no data folder {path}. “worgl init” makes it. If yours stands elsewhere, name it in WORGL_HOME, or "
        "the file of your settings in WORGL_SETTINGS."
    )


class DatabaseNewer(Refusal):
    """A later version of worgl has changed the tables; this one would read and write them wrongly."""

    code, status = "database_newer", 409
    sentence = _(
        "This database was written by a newer worgl: it has {step}, which this version ({version}) does not know. "
        "Install the newer version, or restore a backup that this one made."
    )


class PortTaken(Refusal):
    """Something else answers on this port."""

    code, status = "port_taken", 409
    sentence = _("Port {port} is in use. Choose another with --port.")


class ServerStopped(Refusal):
    """A child of `worgl run` ended by itself."""

    code, status = "server_stopped", 500
    sentence = _("The {name} stopped by itself (exit code {exit}). What it said stands above.")


class ServerSilent(Refusal):
    """The server of `worgl run` lives, but does not answer."""

    code, status = "server_silent", 500
    sentence = _("The server does not answer. What it said stands above.")


class CommunityUnknown(NotFound):
    """No community has this name in addresses."""

    code = "no_such_community"
    sentence = _("There is no community “{name}” here. There are: {known}.")


class CommunityAmbiguous(Refusal):
    """Several communities have this full name; `known` are their names in addresses."""

    code, status = "several_communities", 409
    sentence = _("Several communities are called “{name}”. Say which by the name in its address: {known}.")


class MemberUnknown(NotFound):
    """Nobody answers to this name or code; `found` says what is near it."""

    code = "no_such_member"
    sentence = _("There is no member “{name}” in {community}. Give the code or the whole name. {found}")


class NoLevyComing(NotFound):
    """No levy falls on any date of the coming year."""

    code = "no_levy_coming"
    sentence = _("No levy is coming in {community}: nothing fades there.")


class ExportRefused(Refusal):
    """A directory of an exported community cannot be imported; nothing was written."""

    code, status = "export_refused", 422
    sentence = _("The directory {directory} cannot be imported: {reason}")


class NotEmpty(Refusal):
    """Something stands where something new is to be written."""

    code, status = "not_empty", 409
    sentence = _("{path} is there already. {advice}")


class CommunityExists(Refusal):
    """The community of a directory lives in this database already."""

    code, status = "community_exists", 409
    sentence = _("The community “{name}” is in this database already. Import it into another one.")


class BackupRefused(Refusal):
    """A backup file cannot be restored; nothing was changed."""

    code, status = "backup_refused", 422
    sentence = _("{file} cannot be restored: {reason}")


class TargetNotEmpty(Refusal):
    """A restore would replace a database that is in use."""

    code, status = "target_not_empty", 409
    sentence = _("{target} holds a community already. With --replace it is kept aside and replaced.")


class TargetInUse(Refusal):
    """Somebody has the database open that a restore would replace."""

    code, status = "target_in_use", 409
    sentence = _("{target} is in use. Stop worgl (server and workers) and start the restore again.")


class ToolMissing(Refusal):
    """A program of PostgreSQL is needed and not there, or too old."""

    code, status = "tool_missing", 409
    sentence = _(
        "{tool} of PostgreSQL {version} or later is needed and was not found. Install PostgreSQL's client programs."
    )


class ToolFailed(Refusal):
    """A program of PostgreSQL ended with an error."""

    code, status = "tool_failed", 500
    sentence = _("{tool} did not finish: {reason}")


class NothingToMeasure(Refusal):
    """The measurements come with the source, not with the installed package."""

    code, status = "nothing_to_measure", 409
    sentence = _("The measurements are part of worgl's source. Run this in a clone of it.")


class JobUnknown(NotFound):
    """No failed job has this id."""

    code = "job_unknown"
    sentence = _("There is no failed job {job}. “worgl jobs list” shows them.")


class ReplayUnclear(Refusal):
    """Half of what is needed to offer the past again was given."""

    code, status = "replay_unclear", 422
    sentence = _("To offer the past again give --reader, --topic and --since together; else only --reader, or nothing.")


class NoImporter(NotFound):
    """No administrator of the community is treasurer too, so nobody could have brought members in."""

    code = "no_importer"
    sentence = _("{community} has no administrator who is treasurer too. Give one both roles first.")
