#!/usr/bin/env python3
"""The contact sheets of docs/: the first page of the example of every kind, twelve to a sheet (Pillow).

    contact_sheets.py VANTHU        writes docs/cac-loai-1.png … from plans/*.yaml
"""
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, GAP, CAPTION, COLUMNS, ROWS = 300, 424, 14, 20, 4, 3

root = pathlib.Path(__file__).resolve().parent.parent
plans = sorted(p for p in (root / "plans").glob("*.yaml") if not p.stem.startswith("sao-"))
font = ImageFont.truetype(str(root / "fonts" / "LiberationSerif-Regular.ttf"), 15)
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], "render", *map(str, plans), "--format", "png", "--ppi", "110", "-o", folder + "/"], check=True, capture_output=True)
    per_sheet = COLUMNS * ROWS
    for number, start in enumerate(range(0, len(plans), per_sheet), 1):
        chosen = plans[start:start + per_sheet]
        rows = (len(chosen) + COLUMNS - 1) // COLUMNS
        sheet = Image.new("L", (COLUMNS * (WIDTH + GAP) + GAP, rows * (HEIGHT + CAPTION + GAP) + GAP), 225)
        draw = ImageDraw.Draw(sheet)
        for index, plan in enumerate(chosen):
            page = Image.open(pathlib.Path(folder) / f"{plan.stem}-1.png").convert("L").resize((WIDTH, HEIGHT), Image.LANCZOS)
            x, y = GAP + index % COLUMNS * (WIDTH + GAP), GAP + index // COLUMNS * (HEIGHT + CAPTION + GAP)
            sheet.paste(page, (x, y))
            draw.text((x + WIDTH // 2, y + HEIGHT + 3), plan.name, fill=0, font=font, anchor="ma")
        path = root / "docs" / f"cac-loai-{number}.png"
        sheet.quantize(16).save(path, optimize=True)
        print(path.relative_to(root), path.stat().st_size)
