"""Other tools at the same work, each a program of its own: ``PROGRAM TABLE PLAN OUT``."""
