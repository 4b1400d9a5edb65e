"""The same cohort on a Spark cluster of two worker processes: unchanged code, equal results."""

import shutil
from collections import Counter

import pytest

from pratique.areas.requirements.cohorts.judging import judge_cohort
from pratique.areas.requirements.cohorts.synthesis import synthesize_cohort
from pratique.areas.requirements.cohorts.what_if import what_if
from pratique.areas.requirements.tests.random_people import as_table, random_people
from pratique.config import env
from pratique.indicators.engine import duckdb_engine, spark_engine
from pratique.rules.requirements import load_edition

TWO_WORKERS = "local-cluster[2,1,1024]"
pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark():
    """A driver and two workers on this machine; skipped by name where there is no Java."""
    if shutil.which("java") is None:
        if "java" in env.REQUIRE.read():
            pytest.fail("PRATIQUE_REQUIRE names java, but there is no java: install openjdk-17-jre-headless")
        pytest.skip("no java on this machine: install openjdk-17-jre-headless")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        engine = spark_engine(TWO_WORKERS)
        yield engine
        engine.close()


@pytest.fixture(scope="module")
def duckdb():
    return duckdb_engine()


def judged_rows(engine, path, edition):
    rows = engine.rows(judge_cohort(engine, engine.read(path), edition))
    return Counter(tuple(sorted(row.items())) for row in rows)


def test_two_workers_judge_random_people_as_duckdb_does(spark, duckdb, tmp_path):
    edition = load_edition("US-TB-2018")
    people = random_people(edition.questions[edition.default_question], 2_000, seed=11)
    duckdb.write(as_table(people), tmp_path / "people.parquet")

    expected = judged_rows(duckdb, tmp_path / "people.parquet", edition)

    assert expected.total() == 2_000
    assert judged_rows(spark, tmp_path / "people.parquet", edition) == expected


def test_two_workers_compare_editions_as_duckdb_does(spark, duckdb, tmp_path):
    path = tmp_path / "people.parquet"
    synthesize_cohort(duckdb, people=4_000, seed=3, into=path)
    before, after = load_edition("US-TB-2009"), load_edition("US-TB-2018")

    expected = what_if(duckdb, duckdb.read(path), before, after)

    assert expected.people == 4_000
    assert what_if(spark, spark.read(path), before, after) == expected
