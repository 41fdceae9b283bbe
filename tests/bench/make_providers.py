#!/usr/bin/env python3
"""Writes a made-up file of health facilities for measuring, all of them inside the country.

    tests/bench/make_providers.py ROWS OUT.csv

The same ROWS and BENCH_SEED give the same bytes. Columns: id, name, kind, services, phone, lon, lat, address, open, updated;
data/mappings/benchmark_providers.json says what they are for Balise.
"""

import csv
import json
import os
import pathlib
import random
import sys

COUNTRY = pathlib.Path(__file__).resolve().parents[2] / "data" / "base" / "country.geojson"
CELL = 0.05  # degrees
COLUMNS = ["id", "name", "kind", "services", "phone", "lon", "lat", "address", "open", "updated"]
KINDS = ["hospital", "health centre", "clinic", "dispensary", "pharmacy"]
SERVICES = ["vaccination", "maternity", "laboratory", "radiology", "emergency", "paediatrics", "dental", "ophthalmology",
            "HIV testing", "malaria", "nutrition", "surgery"]
SYLLABLES = ["ya", "kou", "bo", "di", "an", "gou", "ko", "na", "sé", "ma", "ka", "ti", "fé", "bin", "ou", "do"]


def rings_of(path):
    rings = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            rings.extend(polygon)
    return rings


def cells_inside(rings):
    """The cells of the grid that lie wholly inside, as (west, south): a point in one needs no further test."""
    longitudes = [p[0] for ring in rings for p in ring]
    latitudes = [p[1] for ring in rings for p in ring]
    west, south = min(longitudes), min(latitudes)
    columns, rows = int((max(longitudes) - west) / CELL) + 1, int((max(latitudes) - south) / CELL) + 1
    edges = [(a[0], a[1], b[0], b[1]) for ring in rings for a, b in zip(ring, ring[1:])]
    touched = set()
    for ax, ay, bx, by in edges:
        for row in range(int((min(ay, by) - south) / CELL), int((max(ay, by) - south) / CELL) + 1):
            for column in range(int((min(ax, bx) - west) / CELL), int((max(ax, bx) - west) / CELL) + 1):
                touched.add((column, row))
    cells = []
    for row in range(rows):
        y = south + (row + 0.5) * CELL
        crossings = sorted(ax + (y - ay) / (by - ay) * (bx - ax) for ax, ay, bx, by in edges if (ay > y) != (by > y))
        for column in range(columns):
            x = west + (column + 0.5) * CELL
            if (column, row) not in touched and sum(c < x for c in crossings) % 2:
                cells.append((west + column * CELL, south + row * CELL))
    return cells


def made_up_name(chance):
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()


def provider(chance, number, names, cells):
    kind = chance.choice(KINDS)
    west, south = chance.choice(cells)
    street = chance.randrange(len(names))
    return [
        number,
        f"{kind.capitalize()} de {chance.choice(names)} {chance.choice(names)}",
        kind,
        ";".join(sorted({chance.choice(SERVICES) for _ in range(4)})),
        f"+225 01{chance.randrange(10**7, 10**8)}",
        f"{west + chance.random() * CELL:.6f}",
        f"{south + chance.random() * CELL:.6f}",
        f"Rue {street}, quartier {names[street]}",
        "08:00-17:00",
        f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}",
    ]


def main(rows, out):
    chance = random.Random(int(os.environ.get("BENCH_SEED", "20240601")))
    names = [made_up_name(chance) for _ in range(4000)]
    cells = cells_inside(rings_of(COUNTRY))
    out = pathlib.Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(out.name + ".new")
    with open(aside, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(1, rows + 1):
            writer.writerow(provider(chance, number, names, cells))
    os.replace(aside, out)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2])
