"""The command line: thin commands over the rooms' doors, with progress that people can read.

Invariants: every command works with or without the server running (the embedded database is started when it is not, and
stopped after); an error is one clear sentence and a non-zero exit, never a traceback; what other programs read goes to
standard output alone, everything else to standard error.
"""
