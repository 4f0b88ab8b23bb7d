"""The decisions of profiles: what a customer can be found by, and what a search asks for."""
