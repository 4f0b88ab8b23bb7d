"""How much a file may ask of us. A file beyond a limit gets a message, never the whole memory."""

from habitue.know.collect.rules.sniffing import COLUMNS as COLUMNS

CELL = 64 * 1024
"""Characters of one cell."""
RAW = 64 * 1024
"""Characters of a bad line that are kept as they came."""
LINE = 16 * 1024 * 1024
"""Bytes of one physical line; the rest of a longer one is passed over."""
RECORD_LINES = 200
"""Physical lines that one quoted record may span: beyond, its quote was never closed."""
BLOCK = 1024 * 1024
"""Bytes read at a time."""
HEAD = 1024 * 1024
"""Bytes looked at to find out how a file is written."""
MEMBERS = 1_000
"""Files in one ZIP."""
RATIO = 250
"""Compression beyond which a large member is a bomb: customer files stay under 60."""
RATIO_FROM = 64 * 1024 * 1024
"""Unpacked bytes below which the ratio does not matter."""
UNPACKED = 64 * 1024**3
"""Unpacked bytes of one ZIP."""
KEYS_SCAN = 64 * 1024 * 1024
"""Bytes of a JSON Lines file that are read to learn its keys."""
