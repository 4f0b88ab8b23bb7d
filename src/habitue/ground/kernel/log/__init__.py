"""The log: one ordered table of facts, written with the state that they announce, read by consumers at their own offset."""
