"""The product as people meet it: served as `habitue run` serves it, walked through in a real browser."""
