#!/usr/bin/env python3
"""Makes the pictures of the tests in this folder (needs Pillow): plain shapes, nobody's signature and nobody's seal.

Good: chu-ky-mau.png (blue scribble), dau-mau.png (red ring, 36 mm at 300 dpi). The others are each bad in one way.
"""
import math
import pathlib

from PIL import Image, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
FONT = HERE.parent.parent / "fonts/LiberationSerif-Bold.ttf"
BLUE, BLACK, RED, GREEN, CLEAR = (20, 50, 190, 255), (0, 0, 0, 255), (214, 0, 28, 255), (0, 140, 60, 255), (255, 255, 255, 0)


def scribble(colour, ground=CLEAR):
    """Loops that run from left to right and a stroke below, 600 x 360."""
    big = Image.new("RGBA", (1200, 800), ground)
    draw = ImageDraw.Draw(big)
    for step in range(4000):
        t = step / 4000
        x = 120 + 900 * t + 75 * math.sin(26 * t)
        y = 380 + 190 * math.cos(26 * t) * (1 - 0.6 * t) + 60 * math.sin(7 * t)
        r = 5 + 4 * abs(math.sin(13 * t))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    draw.line([(160 + 45 * n, 650 - 8 * n + 14 * math.sin(n)) for n in range(20)], fill=colour, width=13, joint="curve")
    # Only the ink, from edge to edge: then the picture's box can be measured on the page.
    box = big.getchannel("A").getbbox() if ground == CLEAR else None
    return big.crop(box).resize((600, 360), Image.LANCZOS)


def ring(colour, ground=CLEAR):
    """A ring from edge to edge with MẪU in it, 425 x 425: 36 mm at 300 dpi."""
    big = Image.new("RGBA", (1700, 1700), ground)
    draw = ImageDraw.Draw(big)
    draw.ellipse((0, 0, 1699, 1699), outline=colour, width=70)
    draw.ellipse((130, 130, 1569, 1569), outline=colour, width=24)
    draw.text((850, 870), "MẪU", font=ImageFont.truetype(FONT, 440), fill=colour, anchor="mm")
    return big.resize((425, 425), Image.LANCZOS)


def save(name, picture, **options):
    picture.save(HERE / name, optimize=True, **options)


save("chu-ky-mau.png", scribble(BLUE))
save("dau-mau.png", ring(RED), dpi=(300, 300))
save("opaque.png", scribble(BLUE, (255, 255, 255, 255)).convert("RGB"))
save("black-signature.png", scribble(BLACK))
save("green-seal.png", ring(GREEN), dpi=(300, 300))
save("tiny.png", scribble(BLUE).resize((10, 10)))
huge = Image.new("P", (8000, 8000), 0)
huge.putpalette([255, 255, 255, *BLUE[:3]])
ImageDraw.Draw(huge).line((1000, 7000, 4000, 1000, 7000, 7000), fill=1, width=300)
save("huge.png", huge, transparency=0)
(HERE / "not-a-png.png").write_text("Đây không phải là ảnh.\n", encoding="utf-8")
