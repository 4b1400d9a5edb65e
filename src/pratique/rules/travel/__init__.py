"""Fitness to travel by air: the tables are editions in `sets`, judged as requirements are; the family's rule is beside."""
