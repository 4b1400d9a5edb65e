"""The rule language: conditions that a clinician can read and a computer can check."""
