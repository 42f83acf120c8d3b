"""The same scene as for the walk's own addresses."""

from tests.entrypoints.walk.conftest import phone, scene, shelf

__all__ = ["phone", "scene", "shelf"]
