#!/usr/bin/env python3
"""Maps and sheets beside QGIS and Mapnik on the same made-up country; started by tools/bench --maps. See README.md."""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HOUSE = pathlib.Path(__file__).resolve().parents[2]
README = pathlib.Path(__file__).with_name("README.md")
PEERS = HOUSE.parent / "shared" / "peers"
PYTHON = "/usr/bin/python3"  # Debian's, which has the peers' modules


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options)


def timed(command, **options):
    """Wall seconds and peak memory (MiB) of a command."""
    done = run(["/usr/bin/time", "-f", "%e %M", *command], **options)
    wall, memory = done.stderr.strip().splitlines()[-1].split()
    return float(wall), int(memory) / 1024


class Maps:
    def __init__(self, build, data, work):
        self.build, self.data, self.work = build, data, work
        self.balise = build / "src" / "cli" / "balise"
        self.environment = {**os.environ, "BENCH_DATA": str(data), "WORK": str(work), "QT_QPA_PLATFORM": "offscreen"}
        self.figures = {}
        self.rows = []
        self.missed = []

    def make_input(self):
        if not (self.data / "vec.gpkg").exists():
            self.data.mkdir(parents=True, exist_ok=True)
            run([PYTHON, PEERS / "gen.py", self.data])
        self.work.mkdir(parents=True, exist_ok=True)
        if not (self.work / "csv1m.sqlite").exists():
            million = self.data / "prov1m.csv"
            with open(self.data / "providers.csv", encoding="utf-8") as source, open(million, "w", encoding="utf-8") as out:
                lines = source.read().splitlines()
                out.write(lines[0] + "\n")
                for copy in range(10):
                    for row, line in enumerate(lines[1:], 1):
                        out.write(f"{copy * 100000 + row}{line[line.index(','):]}\n")
            run(["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-lco", "SPATIAL_INDEX=YES", "-nln", "prov", "-gt",
                 "unlimited", self.work / "csv1m.sqlite", million, "-oo", "X_POSSIBLE_NAMES=lon", "-oo",
                 "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"])

    def peer(self, script, *words):
        """The figures that a peer's script prints, "name value unit" a line."""
        for line in run([PYTHON, PEERS / script, *words], env=self.environment).stdout.splitlines():
            match = re.fullmatch(r"(\S+) ([0-9]+(?:\.[0-9]+)?) \S+", line.strip())
            if match:
                self.figures[match.group(1)] = float(match.group(2))

    def own_benchmarks(self):
        for program in ("bench_map", "bench_paint_gl"):
            if not (self.build / "tests" / program).exists():
                continue
            answer = run([self.build / "tests" / program, "--benchmark_format=json", "--benchmark_repetitions=7",
                          "--benchmark_report_aggregates_only=true"], env=self.environment)
            for case in json.loads(answer.stdout)["benchmarks"]:
                if case["aggregate_name"] == "median":
                    self.figures[case["run_name"].replace("/process_time", "").replace("/real_time", "")] = case["real_time"]

        composed = self.figures.get("million_points/ids:1")
        painted = [value for name, value in self.figures.items() if name.startswith("first_paint_of_a_million_marks")]
        if composed and painted:
            self.figures["million_points_painted"] = composed + max(painted)

    def project(self):
        """The same areas, roads and facilities as a project."""
        project = self.work / "country.balise"
        for end in ("", "-wal", "-shm"):
            pathlib.Path(f"{project}{end}").unlink(missing_ok=True)
        source = self.data / "vec.gpkg"
        tables = {
            "areas": "SELECT 'CI' || printf('%02d', fid) AS code, name AS name_fr, 1 AS level, 'region' AS legal_type, "
                     "pop AS population, 'made up' AS source, geom FROM regions",
            "roads": "SELECT 'R' || fid AS code, CASE cls WHEN 1 THEN 'national' WHEN 2 THEN 'regional' ELSE 'track' END AS "
                     "class, 'made up' AS source, geom FROM roads",
            "providers": "SELECT name || ' ' || fid AS name_fr, CASE kind WHEN 'hospital' THEN 'health' WHEN 'clinic' THEN "
                         "'ngo' ELSE 'social_centre' END AS type, 'active' AS status, 'made up' AS source, geom FROM facilities"}
        run([self.balise, "new", project])
        for kind, words in tables.items():
            file = self.work / f"{kind}.geojson"
            file.unlink(missing_ok=True)
            run(["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-dialect", "SQLite", "-sql", words, file, source])
            run([self.balise, "import", project, file, "--as", kind, "--replace", "--accept-partial", "--problems",
                 self.work / f"{kind}.csv"])
        run([self.balise, "settings", project, "producer=Bench"])
        return project

    def sheets(self):
        project = self.project()
        for form in ("pdf", "png"):
            folder = self.work / f"sheets_{form}"
            walls = []
            for _ in range(3):
                for old in folder.glob("*"):
                    old.unlink()
                wall, memory = timed([self.balise, "map", project, "--regions", "--format", form, "--out", folder])
                walls.append(wall)
            pages = sum(1 for _ in folder.glob("*-fr.*" if form == "pdf" else "*"))
            self.figures[f"sheet_{form}"] = statistics.median(walls) / 33
            self.figures[f"sheet_{form}_pages"] = pages
            self.figures[f"sheet_{form}_memory"] = memory
            self.figures[f"sheet_{form}_size"] = sum(p.stat().st_size for p in folder.glob("*")) / 33 / 1e6

    def row(self, case, peer, ours, unit, wanted, smaller=False):
        if peer not in self.figures or ours not in self.figures:
            self.rows.append(f"| {case} | – | – | – | not run |")
            return
        theirs, own = self.figures[peer], self.figures[ours]
        ratio = theirs / own
        kept = "" if wanted is None else f"{wanted:g} ×: " + ("kept" if ratio >= wanted else "MISSED")
        if "MISSED" in kept:
            self.missed.append(case)
        self.rows.append(f"| {case} | {theirs:.4g} {unit} | {own:.4g} {unit} | {ratio:.2f} × | {kept} |")

    def tell(self):
        self.figures["qgis_page_size"] = self.figures.get("qgis_atlas_pdf_size", 0) / 33
        self.row("labelled map, QGIS", "qgis_render_parallel_full", "labelled_and_painted", "ms", 4)
        self.row("labelled map, Mapnik", "mapnik_agg_full", "labelled_and_painted", "ms", 2)
        self.row("the same without labels, QGIS", "qgis_render_parallel_full_nolabel", "unlabelled_and_painted", "ms", 1.5)
        self.row("the same without labels, Mapnik", "mapnik_agg_full_nolabel", "unlabelled_and_painted", "ms", 1.5)
        self.row("1,000,000 points, QGIS", "qgis_render_points1m_full", "million_points_painted", "ms", 10)
        self.row("a sheet as PDF, QGIS atlas page", "qgis_atlas_pdf_perpage", "sheet_pdf", "s", 4)
        self.row("its size", "qgis_page_size", "sheet_pdf_size", "MB", 1 / 0.3)
        self.row("a sheet as PNG at 300 dpi", "qgis_atlas_png_perpage", "sheet_png", "s", 4)
        head = f"{time.strftime('%Y-%m-%d')}: {os.cpu_count()} processors, load before {self.load:.2f}.\n"
        return "\n".join([head, "| case | peer | Balise | ratio | promise |", "| --- | --- | --- | --- | --- |", *self.rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--record", action="store_true")
    words = parser.parse_args()
    if not PEERS.is_dir():
        print("maps: the peers' scripts are not beside the project; nothing was measured", file=sys.stderr)
        return 0
    data = pathlib.Path(os.environ.get("BENCH_DATA", HOUSE / "build" / "bench-maps" / "data"))
    maps = Maps(words.build, data, HOUSE / "build" / "bench-maps" / "work")
    maps.load = os.getloadavg()[0]
    maps.make_input()
    maps.own_benchmarks()
    for script, *step in (("b_qgis.py", "render"), ("b_qgis.py", "points1m"), ("c_mapnik.py",), ("b_qgis.py", "pdf"),
                          ("b_qgis.py", "png")):
        maps.peer(script, *step)
    maps.sheets()
    table = maps.tell()
    print(table)
    (maps.work / "maps.json").write_text(json.dumps(maps.figures, indent=1), encoding="utf-8")
    if words.record:
        text = README.read_text(encoding="utf-8")
        begin, end = "<!-- maps -->\n", "\n<!-- end of maps -->"
        text = text[:text.index(begin) + len(begin)] + table + text[text.index(end):]
        README.write_text(text, encoding="utf-8")
    return 1 if maps.missed else 0


if __name__ == "__main__":
    sys.exit(main())
