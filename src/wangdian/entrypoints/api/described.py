"""The API's own class: the description of every operation names its refusals, and the key that makes a POST safe."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from wangdian.entrypoints.api.idempotency import HEADER, LONGEST
from wangdian.entrypoints.api.problems import MEANINGS, MEDIA_TYPE, RefusalOut
from wangdian.entrypoints.api.shapes import CLOCK

KEY = {
    "in": "header", "name": HEADER, "required": False,
    "description": "Sent again with the same body within a day, the request gets its answer and does nothing.",
    "schema": {"type": "string", "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}


class WangdianAPI(NinjaAPI):
    """Ninja's API with refusals described once for all operations."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        shapes = RefusalOut.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= shapes.pop("$defs", {}) | {"RefusalOut": shapes}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _describe(method, operation)
        _say_clocks(schema)
        return schema


def _say_clocks(part: Any) -> None:
    """A time of day is the bank's and names no zone, which the format "time" of RFC 3339 demands."""
    if isinstance(part, dict):
        if part.get("format") == "time":
            del part["format"]
            part |= CLOCK
        for inner in part.values():
            _say_clocks(inner)
    elif isinstance(part, list):
        for inner in part:
            _say_clocks(inner)


def _describe(method: str, operation: dict[str, Any]) -> None:
    shape = {"schema": {"$ref": "#/components/schemas/RefusalOut"}}
    for status, meaning in MEANINGS.items():
        operation["responses"].setdefault(status, {"description": meaning, "content": {MEDIA_TYPE: shape}})
    if method == "post" and "application/json" in operation.get("requestBody", {}).get("content", {}):
        operation["parameters"] = [*operation.get("parameters", []), KEY]
