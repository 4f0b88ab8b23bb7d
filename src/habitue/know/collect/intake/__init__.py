"""The way in: a file is inspected, mapped, tried dry, then run as a job that goes on after any crash."""
