"""Wires listeners to facts once all apps are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class WiringConfig(AppConfig):
    name = "wangdian.config"
    label = "wiring"

    def ready(self) -> None:
        # By name, since models may not be imported before the apps are ready.
        import_string("wangdian.config.wiring.wire")()
