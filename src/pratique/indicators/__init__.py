"""Figures over whole tables of people: expressions on Ibis, which knows DuckDB and Spark; no Django."""
