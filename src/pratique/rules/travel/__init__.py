"""Fitness to travel by air: the tables in `sets` are editions, judged as requirements are; families beside."""
