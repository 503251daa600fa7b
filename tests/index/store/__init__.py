"""Tests of the archive's own room."""
