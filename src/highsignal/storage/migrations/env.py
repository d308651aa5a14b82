"""What Alembic runs: the migrations, on the connection it is given, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from highsignal.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
    compare_type=True,
)
context.run_migrations()
