"""The words that screens use for the codes of the domain, one table a code list."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

OUTLET_KINDS: dict[str, Text] = {
    "full_service": _("Full service"),
    "light": _("Light outlet"),
    "community": _("Community outlet"),
    "self_service": _("Self-service point"),
}
OUTLET_STATES: dict[str, Text] = {
    "fails": _("Something wrong"), "unknown": _("Nothing known"), "holds": _("Nothing wrong"),
    "closed": _("Closed down"),
}
ZONE_KINDS: dict[str, Text] = {
    "outdoor": _("Outdoors"),
    "hall": _("Hall"),
    "counter": _("Counters"),
    "waiting": _("Waiting area"),
    "convenience": _("Convenience area"),
    "self_service": _("Self-service area"),
    "vip": _("VIP room"),
    "sales": _("Sales area"),
    "safe_box": _("Safe-deposit area"),
    "server_room": _("Server room"),
    "monitor_room": _("Monitoring room"),
    "toilet": _("Toilet"),
    "closet": _("Wiring closet"),
}
SEVERITIES: dict[str, Text] = {
    "critical": _("Critical"), "high": _("High"), "medium": _("Medium"), "low": _("Low"),
}
ROLES: dict[str, Text] = {
    "administrator": _("Administrator"),
    "head_office": _("Head office"),
    "branch_manager": _("Branch manager"),
    "outlet_manager": _("Outlet manager"),
    "lobby_manager": _("Lobby manager"),
    "inspector": _("Inspector"),
    "engineer": _("Engineer"),
    "vendor": _("Vendor"),
    "auditor": _("Auditor"),
}
UNIT_KINDS: dict[str, Text] = {
    "head_office": _("Head office"), "branch": _("Branch"), "sub_branch": _("Sub-branch"), "outlet": _("Outlet"),
}
SAYS: dict[str, Text] = {
    "holds": _("In order"),
    "fails": _("Not in order"),
    "unknown": _("Not known"),
    "not_applicable": _("Does not apply"),
}
