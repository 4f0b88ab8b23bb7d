"""Makes fine-space.woff2, the narrow no-break space (U+202F) that the latin subsets of our fonts lack.

French sets it before ; : ? ! and between thousands. Without a glyph, browsers make up a width (half a space, too
tight). Here it is a fifth of an em, between a thin and a normal space. Run once, with fontTools and brotli:
`python make_fine_space.py`; the result is committed. The file holds a width, no letter.
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph


def box() -> Glyph:
    """A mark for .notdef: browsers refuse a font whose outlines are all empty."""
    pen = TTGlyphPen(None)
    pen.moveTo((20, 0))
    pen.lineTo((20, 200))
    pen.lineTo((180, 200))
    pen.lineTo((180, 0))
    pen.closePath()
    return pen.glyph()


WIDTH = {".notdef": (200, 0), "fine": (200, 0)}

builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder(list(WIDTH))
builder.setupCharacterMap({0x202F: "fine"})
builder.setupGlyf({".notdef": box(), "fine": Glyph()})
builder.setupHorizontalMetrics(WIDTH)
builder.setupHorizontalHeader(ascent=969, descent=-242)
builder.setupNameTable({"familyName": "Habitue Fine Space", "styleName": "Regular"})
builder.setupOS2(sTypoAscender=969, sTypoDescender=-242, usWinAscent=969, usWinDescent=242)
builder.setupPost()
builder.font["head"].created = builder.font["head"].modified = 0
builder.font.flavor = "woff2"
builder.save("fine-space.woff2")
