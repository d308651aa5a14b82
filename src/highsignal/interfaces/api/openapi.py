"""The API's own description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi

from highsignal import __version__
from highsignal.interfaces.api.shapes import Problem

_REASONS = {
    400: "What was sent cannot be used.",
    401: "There is no session.",
    403: "A page of another site may not send this.",
    404: "There is no such thing.",
    409: "It was changed meanwhile, or nobody has a bank yet.",
    413: "Too much at once.",
    415: "It is no sound that can be heard here.",
    421: "The server does not answer to this host.",
    422: "Some fields cannot be used; `problems` names them.",
    503: "The database cannot be used.",
    507: "The disk is full.",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": reason,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, reason in _REASONS.items()
}

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> dict[str, Any]:
    """The OpenAPI document."""
    return describe(request.app)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the API's routes only."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="highsignal",
            version=__version__,
            description=(
                "The story bank on this machine. A session's cookie is needed for everything but `analyze`; "
                "errors are problem details (RFC 9457) with a stable `code`."
            ),
            routes=app.routes,
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        made["components"]["securitySchemes"] = {
            "session": {"type": "apiKey", "in": "cookie", "name": "highsignal_session"}
        }
        made["security"] = [{"session": []}]
        app.openapi_schema = made
    return app.openapi_schema
