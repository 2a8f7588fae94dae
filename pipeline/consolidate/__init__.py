"""Submissions become standings and figures."""
