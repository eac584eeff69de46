"""Django's SQLite backend over the chosen driver; every commit is on the disk when it returns."""

from typing import Any

from bulou.config.sqlite import driver

driver.choose()  # before the next import, which binds the driver's names for good

from django.db.backends.sqlite3 import base  # noqa: E402

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # an acknowledged report survives the power cut that follows
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with durable commits, foreign keys, and the journal mode that its version allows."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection and set what must hold for each of them."""
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            connection.execute(f"PRAGMA journal_mode = {driver.journal_mode()}")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection
