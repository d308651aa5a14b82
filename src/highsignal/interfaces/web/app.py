"""The web application: guards, pages, API and files put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from highsignal import __version__
from highsignal.interfaces.api import ROUTERS as API_ROUTERS
from highsignal.interfaces.web import failures
from highsignal.interfaces.web.access import Access
from highsignal.interfaces.web.assets import static_files
from highsignal.interfaces.web.needs import form_token_checked
from highsignal.interfaces.web.pages import ROUTERS
from highsignal.interfaces.web.security import LARGEST_ARCHIVE, Guard
from highsignal.services.workspace import Workspace

_AT_ONCE = 8  # requests; pages are made of computing, so that more threads only wait for each other
_WORTH_PACKING = 1000  # bytes; below this a packed answer is no smaller on the wire


def create_app(workspace: Workspace, access: Access, started: Callable[[], None] = lambda: None) -> FastAPI:
    """The application on an open workspace; `started` is called once the server answers."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        started()
        yield
        workspace.database.close()

    app = FastAPI(
        title="highsignal",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=LARGEST_ARCHIVE,
    )
    app.state.workspace = workspace
    app.state.access = access
    app.mount("/static", static_files(), name="static")
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(form_token_checked)], include_in_schema=False)
    for router in API_ROUTERS:
        app.include_router(router, prefix="/api/v1")
    failures.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_PACKING, compresslevel=5)
    app.add_middleware(Guard, access=access, refuse=failures.refuse, fault=failures.fault)
    return app
