#!/usr/bin/env python3
"""The measurements of tools/bench; takes --build DIR, --quick and --record. See README.md beside this file."""

import argparse
import csv
import json
import os
import pathlib
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

import make_providers

HOUSE = pathlib.Path(__file__).resolve().parents[2]
OUT = HOUSE / "build" / "bench"
DATA = HOUSE / "build" / "bench-data"
MAPPING = HOUSE / "data" / "mappings" / "benchmark_providers.json"
README = pathlib.Path(__file__).with_name("README.md")
POINTS = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"]
SPATIALITE = ["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-lco", "SPATIAL_INDEX=YES", "-nln", "prov"]
# As most people call it, and with what its manual offers to make it faster.
PEERS = {"plain": SPATIALITE, "fast": SPATIALITE + ["-gt", "unlimited", "-dsco", "INIT_WITH_EPSG=NO"]}


class Failed(Exception):
    pass


def clear(path):
    """Removes a file or folder and what SQLite leaves beside it."""
    for name in (path, *(pathlib.Path(f"{path}{end}") for end in ("-wal", "-shm", "-journal"))):
        if name.is_dir():
            shutil.rmtree(name)
        else:
            name.unlink(missing_ok=True)


def words_of(command):
    return " ".join(str(word).replace(str(HOUSE) + "/", "") for word in command)


class Bench:
    def __init__(self, build, quick, record):
        self.balise = build / "src" / "cli" / "balise"
        self.queries_program = build / "tests" / "bench_queries"
        self.quick, self.record = quick, record
        self.lines = []     # rows of the table: case, peer, ours, ratio, memory, promise
        self.missed = []
        self.results = {"cases": {}, "commands": []}
        self.work = OUT / "work"
        self.foreign_input = False
        self.work.mkdir(parents=True, exist_ok=True)

    # -- running

    def timed(self, command):
        """Runs a command; its wall time in seconds, processor time and peak memory in MiB."""
        os.sync()  # what earlier runs left to write is not this one's burden
        times = self.work / "time.txt"
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        environment.pop("SOURCE_DATE_EPOCH", None)
        start = time.perf_counter()
        done = subprocess.run(["/usr/bin/time", "-q", "-o", times, "-f", "%e %U %S %M", *map(str, command)], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        if done.returncode != 0:
            raise Failed(f"{words_of(command)} ended with {done.returncode}: {done.stderr.decode()[-2000:].strip()}")
        _, user, system, kilobytes = times.read_text().split()
        line = words_of(command)
        if line not in self.results["commands"]:
            self.results["commands"].append(line)
        return {"wall": wall, "cpu": float(user) + float(system), "mib": int(kilobytes) / 1024}

    def in_turn(self, name, jobs, runs):
        """jobs: side → (prepare, command). Runs the sides one after the other, `runs` times; medians and the highest memory."""
        seen = {side: [] for side in jobs}
        for turn in range(runs):
            order = list(jobs.items())
            for side, (prepare, command) in order if turn % 2 == 0 else reversed(order):
                prepare()
                seen[side].append(self.timed(command))
        summary = {}
        for side, measured in seen.items():
            summary[side] = {"wall": statistics.median(m["wall"] for m in measured), "cpu": statistics.median(m["cpu"] for m in measured),
                             "mib": max(m["mib"] for m in measured), "walls": [round(m["wall"], 4) for m in measured]}
        self.results["cases"][name] = summary
        print(f"{name}: " + ", ".join(f"{side} {s['wall']:.3f} s ({s['cpu']:.2f} s cpu, {s['mib']:.0f} MiB)" for side, s in summary.items()),
              flush=True)
        return summary

    def attempt(self, work, *arguments):
        """One failure is told and does not end the run."""
        try:
            return work(*arguments)
        except Failed as failure:
            print(f"FAILED: {failure}", flush=True)
            self.missed.append(str(failure).splitlines()[0])
            return None

    @staticmethod
    def seconds(measured):
        return f"{measured['wall']:.2f} s (processor {measured['cpu']:.2f} s)"

    def row(self, case, peer, ours, ratio="", memory="", promise="", kept=None):
        if kept is not None:
            promise += ": kept" if kept else ": MISSED"
        if kept is False:
            self.missed.append(case)
        self.lines.append((case, peer, ours, ratio, memory, promise))

    # -- input

    def providers(self, rows):
        given = os.environ.get("BENCH_DATA")
        if given and (pathlib.Path(given) / "providers.csv").exists():
            self.foreign_input = True
            return self.given_providers(pathlib.Path(given), rows)
        DATA.mkdir(parents=True, exist_ok=True)
        out = DATA / f"providers-{rows}-{os.environ.get('BENCH_SEED', 'default')}.csv"
        if not out.exists() or out.stat().st_mtime < pathlib.Path(make_providers.__file__).stat().st_mtime:
            make_providers.main(rows, out)
        return out

    @staticmethod
    def given_providers(folder, rows):
        """A file of the same columns made elsewhere; ten times the same with other numbers when there is no larger one."""
        if rows == 100_000:
            return folder / "providers.csv"
        if (folder / "prov1m.csv").exists():
            return folder / "prov1m.csv"
        DATA.mkdir(parents=True, exist_ok=True)
        out = DATA / "given-1000000.csv"
        header, *lines = (folder / "providers.csv").read_text(encoding="utf-8").splitlines()
        with open(out, "w", encoding="utf-8") as stream:
            stream.write(header + "\n")
            for part in range(10):
                stream.writelines(f"{part * 100_000 + number}{line[line.index(','):]}\n" for number, line in enumerate(lines, 1))
        return out

    # -- importing

    def imports(self, rows, runs):
        source = self.providers(rows)
        empty = self.work / "empty.balise"
        clear(empty)
        self.timed([self.balise, "new", empty])
        files = {side: self.work / f"{side}-{rows}.sqlite" for side in PEERS}
        files["balise"] = self.work / f"balise-{rows}.balise"

        def fresh():
            clear(files["balise"])
            shutil.copy(empty, files["balise"])

        jobs = {side: (lambda side=side: clear(files[side]), [*command, files[side], source, *POINTS]) for side, command in PEERS.items()}
        partial = ["--accept-partial"] if self.foreign_input else []
        jobs["balise"] = (fresh, [self.balise, "import", files["balise"], source, "--as", "providers", "--mapping", MAPPING, *partial])
        found = self.in_turn(f"import {rows}", jobs, runs)
        best = min(found["plain"]["wall"], found["fast"]["wall"])
        ours = found["balise"]
        ratio = best / ours["wall"]
        for side in PEERS:
            note = "" if side == "fast" else " with default options"
            self.row(f"import of {rows:,} providers (CSV){note}", self.seconds(found[side]), self.seconds(ours),
                     f"{found[side]['wall'] / ours['wall']:.2f} ×", f"{found[side]['mib']:.0f} / {ours['mib']:.0f} MiB",
                     "" if found[side]["wall"] > best else "2 × faster", None if found[side]["wall"] > best else ratio >= 2)
        if rows == 1_000_000:
            self.row("… peak memory", f"{found['fast']['mib']:.0f} MiB", f"{ours['mib']:.0f} MiB", "", "", "under 500 MB",
                     ours["mib"] * 1.048576 < 500)
        self.sizes(rows, files)
        self.check_peer(files["fast"], rows)
        self.check_ours(files["balise"], rows)
        return files

    def sizes(self, rows, files):
        megabytes = {side: path.stat().st_size / 1e6 for side, path in files.items()}
        self.results["cases"][f"size {rows}"] = megabytes
        self.row(f"file of {rows:,} providers", f"{megabytes['fast']:.0f} MB", f"{megabytes['balise']:.0f} MB")

    @staticmethod
    def database(path):
        database = sqlite3.connect(path)
        database.enable_load_extension(True)
        database.load_extension("mod_spatialite")
        return database

    def expect(self, what, found, wanted):
        good = wanted(found) if callable(wanted) else found == wanted
        print(f"  check {'ok' if good else 'FAILED'}: {what}: {found}", flush=True)
        if not good:
            self.missed.append(f"{what}: {found}")

    def check_peer(self, path, rows):
        database = self.database(path)
        column = database.execute("SELECT lower(f_geometry_column) FROM geometry_columns WHERE f_table_name = 'prov'").fetchone()[0]
        self.expect("peer: rows", database.execute("SELECT count(*) FROM prov").fetchone()[0], rows)
        self.expect("peer: rtreecheck", database.execute(f"SELECT rtreecheck('idx_prov_{column}')").fetchone()[0], "ok")
        database.close()

    def check_ours(self, path, rows):
        database = self.database(path)

        def one(sql):
            return database.execute(sql).fetchone()[0]

        self.expect("ours: rows", one("SELECT count(*) FROM provider"), (lambda n: n > 0.5 * rows) if self.foreign_input else rows)
        stored = one("SELECT count(*) FROM provider")
        self.expect("ours: providers with a service", one("SELECT count(DISTINCT provider) FROM service"), stored)
        self.expect("ours: points in the spatial index", one("SELECT count(*) FROM idx_provider_geom"), stored)
        self.expect("ours: rtreecheck", one("SELECT rtreecheck('idx_provider_geom')"), "ok")
        self.expect("ours: CheckSpatialIndex", one("SELECT CheckSpatialIndex('provider', 'geom')"), 1)
        self.expect("ours: quick_check", one("PRAGMA quick_check"), "ok")
        self.expect("ours: blocks of the word index that are not up to date", one("SELECT count(*) FROM search_stale"), 0)
        self.expect("ours: words in the word index", one("SELECT count(*) FROM search_word"), lambda n: n > 0)
        database.close()
        if rows <= 100_000:
            report = json.loads(subprocess.run([self.balise, "check", path, "--json"], stdout=subprocess.PIPE).stdout or b"{}")
            self.expect("ours: integrity as told by balise check", report.get("integrity"), [])

    # -- queries

    def queries(self, rows, files):
        peer = files["fast"]
        start = time.perf_counter()
        database = self.database(peer)
        database.execute("DROP TABLE IF EXISTS pf")
        database.execute("""CREATE VIRTUAL TABLE pf USING fts5(name, services, address, content='prov', content_rowid='ogc_fid',
                            tokenize="unicode61 remove_diacritics 2", prefix='2 3')""")
        database.execute("INSERT INTO pf(pf) VALUES('rebuild')")
        database.commit()
        database.close()
        built = time.perf_counter() - start
        self.results["cases"][f"fts5 {rows}"] = {"wall": built}
        self.row(f"the peer's FTS5 table for {rows:,}, which ours includes", f"+ {built:.2f} s", "")
        done = subprocess.run([self.queries_program, peer, files["balise"]], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Failed("bench_queries failed")
        for name, _, *figures in csv.reader(done.stdout.splitlines(), delimiter="\t"):
            peer_ms, peer_p95, peer_rows, our_ms, our_p95, our_rows = map(float, figures)
            self.results["cases"][f"{rows}: {name}"] = {"peer": peer_ms, "peer_p95": peer_p95, "peer_rows": peer_rows, "ours": our_ms,
                                                        "ours_p95": our_p95, "ours_rows": our_rows}
            print(f"{rows}: {name}: peer {peer_ms:.3f} ms (p95 {peer_p95:.3f}, {peer_rows:.0f} rows), "
                  f"ours {our_ms:.3f} ms (p95 {our_p95:.3f}, {our_rows:.0f} rows)", flush=True)
            promised = rows == 100_000 and not name.startswith(("nearest", "just opened"))
            self.row(f"{rows:,}: {name}", f"{peer_ms:.2f} ms (p95 {peer_p95:.2f}, {peer_rows:.0f} rows)",
                     f"{our_ms:.2f} ms (p95 {our_p95:.2f}, {our_rows:.0f} rows)", f"{peer_ms / our_ms:.2f} ×", "",
                     "as fast" if promised else "", our_ms <= peer_ms if promised else None)

    # -- single commands

    def alone(self, case, command, runs, target=None, promise="", limit=None):
        found = self.in_turn(case, {"balise": (lambda: target and clear(target), [self.balise, *command])}, runs)["balise"]
        self.row(case, "", f"{found['wall'] * 1000:.0f} ms", "", f"– / {found['mib']:.0f} MiB", promise,
                 None if limit is None else found["wall"] < limit)

    def commands(self, files):
        runs = 5 if self.quick else 20
        project, sample = files["balise"], self.work / "new.balise"
        self.alone("new project", ["new", sample], runs, sample)
        self.alone("new sample project", ["new", sample, "--sample"], runs, sample, "under 1 s", 1)
        self.alone("info, 100,000 providers, program start included", ["info", project], runs)
        self.alone("find by a common word, likewise", ["find", project, "hospital", "--limit", "20"], runs)
        self.alone("find the nearest, likewise", ["find", project, "--near", "-5.55,7.69", "--limit", "10"], runs)
        for name, driver in (("geojson", "GeoJSON"), ("gpkg", "GPKG")):
            self.attempt(self.export, name, driver, files)

    def export(self, name, driver, files):
        targets = {side: self.work / f"{side}.{name}" for side in ("peer", "balise")}
        commands = {"peer": ["ogr2ogr", "-f", driver, targets["peer"], files["fast"], "prov"],
                    "balise": [self.balise, "export", files["balise"], "--audience", "public", "--format", name, "--out", targets["balise"]]}
        jobs = {side: (lambda side=side: clear(targets[side]), command) for side, command in commands.items()}
        found = self.in_turn(f"export {name}", jobs, 3)
        peer, ours = found["peer"], found["balise"]
        self.row(f"export of 100,000 to {driver}; ours through the release gate, read back and searched", self.seconds(peer), self.seconds(ours),
                 f"{peer['wall'] / ours['wall']:.2f} ×", f"{peer['mib']:.0f} / {ours['mib']:.0f} MiB")

    # -- telling

    @staticmethod
    def machine():
        def said(*command):
            return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()

        model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
        memory = int(re.search(r"^MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.M)[1]) / 2**20
        database = sqlite3.connect(":memory:")
        database.enable_load_extension(True)
        database.load_extension("mod_spatialite")
        return {"cores": os.cpu_count(), "cpu": model[1] if model else platform.machine(), "memory": f"{memory:.0f} GiB",
                "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
                "gdal": said("ogr2ogr", "--version").split(",")[0].removeprefix("GDAL "),
                "spatialite": database.execute("SELECT spatialite_version()").fetchone()[0], "sqlite": sqlite3.sqlite_version,
                "compiler": said("g++", "--version").splitlines()[0].split(" ", 1)[1],
                "commit": said("git", "-C", str(HOUSE), "rev-parse", "--short", "HEAD"), "date": time.strftime("%Y-%m-%d"),
                "load": f"{os.getloadavg()[0]:.2f}", "seed": os.environ.get("BENCH_SEED", "default")}

    def tell(self, machine):
        about = (f"{machine['date']}, commit {machine['commit']}: {machine['cores']} cores ({machine['cpu']}), {machine['memory']}, "
                 f"{machine['system']}, {machine['compiler']}, GDAL {machine['gdal']}, SpatiaLite {machine['spatialite']}, SQLite "
                 f"{machine['sqlite']}; load before {machine['load']}, seed {machine['seed']}, input "
                 f"{'given' if self.foreign_input else 'made by make_providers.py'}.")
        header = ("case", "peer", "Balise", "ratio", "memory, peer / Balise", "promise")
        table = [header, ("---",) * len(header), *self.lines]
        text = about + "\n\n" + "".join("| " + " | ".join(row) + " |\n" for row in table)
        text += "\nNot kept or failed:\n\n" + "".join(f"- {what}\n" for what in self.missed) if self.missed else "\nAll promises kept, all checks passed.\n"
        (OUT / "results.txt").write_text(text, encoding="utf-8")
        (OUT / "results.json").write_text(json.dumps({"machine": machine, **self.results, "not_kept": self.missed}, indent=1, ensure_ascii=False))
        print("\n" + text)
        if self.record:
            page = README.read_text(encoding="utf-8")
            page = re.sub(r"(<!-- results -->\n).*(<!-- end of results -->)", lambda m: m[1] + text + m[2], page, flags=re.S)
            README.write_text(page, encoding="utf-8")

    def run(self):
        machine = self.machine()
        try:
            for rows, runs in ((100_000, 3),) if self.quick else ((100_000, 5), (1_000_000, 2)):
                files = self.attempt(self.imports, rows, runs)
                if files is None:
                    continue
                self.attempt(self.queries, rows, files)
                if rows == 100_000:
                    self.attempt(self.commands, files)
        except KeyboardInterrupt:
            self.missed.append("stopped before the end")
        self.tell(machine)
        return 1 if self.missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=HOUSE / "build" / "release")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    return Bench(given.build.resolve(), given.quick, given.record).run()


if __name__ == "__main__":
    sys.exit(main())
