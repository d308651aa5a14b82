"""The web application: guards, pages, API and files put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.datastructures import State
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from highsignal import __version__
from highsignal.interfaces.web import failures, first
from highsignal.interfaces.web.access import Access
from highsignal.interfaces.web.assets import static_files
from highsignal.interfaces.web.later import Later
from highsignal.interfaces.web.needs import form_token_checked
from highsignal.interfaces.web.security import LARGEST_ARCHIVE, Guard
from highsignal.services.workspace import Workspace

_AT_ONCE = 8  # requests; pages are made of computing, so that more threads only wait for each other
_WORTH_PACKING = 1000  # bytes; below this a packed answer is no smaller on the wire


def create_app(workspace: Workspace, access: Access, started: Callable[[], None] = lambda: None) -> FastAPI:
    """The application on an open workspace; `started` is called once the server answers.

    Only the pages that a start opens are there at once; `app.state.rest` is all that follows.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        started()
        yield
        workspace.database.close()

    app = _application(lifespan)
    app.state.workspace = workspace
    app.state.access = access
    app.state.rest = Later(lambda: _rest(app.state))
    app.mount("/static", static_files(), name="static")
    _include(app, first.ROUTERS)
    app.router.routes.append(Mount("", app=app.state.rest))
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_PACKING, compresslevel=5)
    app.add_middleware(Guard, access=access, refuse=failures.refuse, fault=failures.fault)
    return app


def the_rest(app: FastAPI) -> FastAPI:
    """The part of an application that is put together later, which has the API."""
    made: FastAPI = app.state.rest.ready()
    return made


def _rest(state: State) -> FastAPI:
    """All other pages, and the API."""
    from highsignal.interfaces.api import ROUTERS as API_ROUTERS
    from highsignal.interfaces.web.pages import ROUTERS

    app = _application()
    app.state = state
    _include(app, ROUTERS)
    for router in API_ROUTERS:
        app.include_router(router, prefix="/api/v1")
    return app


def _application(lifespan: Callable[[FastAPI], object] | None = None) -> FastAPI:
    app = FastAPI(
        title="highsignal",
        version=__version__,
        lifespan=lifespan,  # type: ignore[arg-type]  # what asynccontextmanager makes
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=LARGEST_ARCHIVE,
    )
    failures.install(app)
    return app


def _include(app: FastAPI, routers: tuple[APIRouter, ...]) -> None:
    for router in routers:
        app.include_router(router, dependencies=[Depends(form_token_checked)], include_in_schema=False)
