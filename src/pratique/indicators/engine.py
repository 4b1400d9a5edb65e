"""The one place that knows what works through a table: DuckDB in this process, or Spark where it is configured."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import ibis.expr.types as ir

SPARK_SETTINGS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
}


class Unreadable(ValueError):
    """A file that holds no table; the sentence names it."""


Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Engine:
    """Reads tables from Parquet, gives small results as rows and large ones back to Parquet."""

    backend: Any

    def read(self, path: Path) -> ir.Table:
        if not path.exists():
            raise Unreadable(f"There is no {path}.")
        try:
            return self.backend.read_parquet(str(path))
        except Exception as error:  # each engine has errors of its own
            raise Unreadable(f"{path} can't be read as Parquet.") from error

    def arrow(self, table: ir.Table) -> Any:
        with _layers_kept():
            return self.backend.to_pyarrow(table)

    def rows(self, table: ir.Table) -> Rows:
        rows: Rows = self.arrow(table).to_pylist()
        return rows

    def write(self, table: ir.Table, path: Path) -> None:
        """One file from DuckDB; a folder of files from Spark, whose workers write side by side."""
        with _layers_kept():
            self.backend.to_parquet(table, str(path))

    def close(self) -> None:
        self.backend.disconnect()

    @contextmanager
    def kept(self, table: ir.Table) -> Iterator[ir.Table]:
        """The table worked out once, for several questions about it; on disk, as every engine can."""
        with TemporaryDirectory(prefix="pratique-cohort-") as folder:
            path = Path(folder) / "kept.parquet"
            self.write(table, path)
            yield self.read(path)


def duckdb_engine(*, threads: int | None = None) -> Engine:
    """DuckDB inside this process; it loads nothing from outside."""
    settings: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    if threads is not None:
        settings["threads"] = threads
    backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("SET enable_progress_bar = false")
    # It pastes every layer of conditions into a count of many columns: half a minute of planning for large editions.
    backend.raw_sql("SET disabled_optimizers = 'partial_aggregate_pushdown'")
    return Engine(backend)


def spark_engine(master: str) -> Engine:
    """Spark at this master, such as `spark://host:7077` or `local[2]`; needs the extra `spark` and Java 17."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("pratique")
    for name, value in SPARK_SETTINGS.items():
        builder = builder.config(name, value)
    return Engine(ibis.pyspark.connect(builder.getOrCreate()))


def open_engine(spark_master: str = "") -> Engine:
    return spark_engine(spark_master) if spark_master else duckdb_engine()


@contextmanager
def _layers_kept() -> Iterator[None]:
    """Ibis would paste a defined condition into all that speak of it; layer by layer, nothing is worked out twice."""
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before
