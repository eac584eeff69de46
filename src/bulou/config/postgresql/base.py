"""Django's PostgreSQL backend; a connection that has rested is tried before it is used again."""

from time import monotonic
from typing import Any

from django.db.backends.postgresql import base

TRUSTED = 5.0  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that its thread keeps. Every way to the server and back counts in an intake, so that one which worked a
    moment ago is not tried first; one that has rested longer is, and replaced where the server has gone away.
    """

    _worked_at = -TRUSTED

    def close_if_unusable_or_obsolete(self) -> None:
        """At the end of a request: what failed goes, what worked is trusted for a while."""
        failed = self.errors_occurred
        super().close_if_unusable_or_obsolete()
        if not failed:
            self._worked_at = monotonic()

    def close_if_health_check_failed(self) -> None:
        """Before the first statement of a request."""
        if monotonic() - self._worked_at < TRUSTED:
            self.health_check_done = True
        super().close_if_health_check_failed()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, which is as good as one that has just worked."""
        connection = super().get_new_connection(conn_params)
        self._worked_at = monotonic()
        return connection

    def init_connection_state(self) -> None:
        """As Django does; and what is prepared (`records.rows`: inserts, and rows by their key) is planned once, not for each
        set of values: there is one way to do it, and while a connection is young planning was an eighth of what an intake costs the server.
        """
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
