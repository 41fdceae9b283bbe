#!/usr/bin/env python3
"""The window without a graphics processor, under Xvfb; started by tools/bench --window. See README.md."""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import make_providers

HOUSE = pathlib.Path(__file__).resolve().parents[2]
README = pathlib.Path(__file__).with_name("README.md")
SIZE = "1600x1000"


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options)


class Screen:
    """A display of its own while it lives."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as answer:
            return ":" + answer.readline().strip()

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


class Window:
    def __init__(self, build, work, display):
        self.viewer, self.balise = build / "src" / "gui" / "balise-viewer", build / "src" / "cli" / "balise"
        self.scene = build / "tests" / "bench_scene"
        self.work = work
        home = work / "home"
        home.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "DISPLAY": display, "HOME": str(home), "XDG_CONFIG_HOME": str(home),
                            "LIBGL_ALWAYS_SOFTWARE": "1", "LANGUAGE": "en"}
        self.rows, self.figures, self.missed = [], {}, []

    def projects(self, sizes):
        made = {}
        for name, rows in {"sample": 0, **sizes}.items():
            made[name] = self.work / f"{name}.balise"
            if rows:
                table = self.work / f"{name}.csv"
                if not table.exists():
                    make_providers.main(rows, table)
            if made[name].exists():
                continue
            run([self.balise, "new", made[name], *([] if rows else ["--sample"])])
            if rows:
                run([self.balise, "import", made[name], table, "--as", "providers", "--mapping",
                     HOUSE / "data" / "mappings" / "benchmark_providers.json"])
        return made

    def replay(self, project, steps):
        """What the steps print, by label; also "ready" (seconds to the first idle frame) and "memory" (MiB)."""
        file = self.work / "now.steps"
        file.write_text('wait idle\nprint "ready"\n' + "\n".join(steps) + "\n", encoding="utf-8")
        command = ["/usr/bin/time", "-f", "memory: %M", self.viewer, project, "--size", SIZE, "--lang", "en", "--replay", file]
        begun = time.monotonic()
        program = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, env=self.environment)
        told = {}
        for line in program.stdout:
            if line.strip() == "ready":
                told["ready"] = time.monotonic() - begun
                continue
            label, _, figures = line.strip().rpartition(": ")
            told[label] = figures
        errors = program.stderr.read()
        if program.wait() != 0:
            raise RuntimeError(f"{project.name}: {errors}")
        told["memory"] = int(re.search(r"memory: (\d+)", errors).group(1)) / 1024
        return told

    @staticmethod
    def figure(words, name, which):
        """The median or most of one part of "frames tell"."""
        return float(re.search(rf"(?:^|, ){name} median ([0-9.]+) max ([0-9.]+)", words).group(1 if which == "median" else 2))

    def row(self, what, value, unit, most=None):
        self.figures[what] = value
        kept = ""
        if most is not None:
            kept = f"under {most:g} {unit}: " + ("kept" if value < most else "MISSED")
            if value >= most:
                self.missed.append(what)
        self.rows.append(f"| {what} | {value:.4g} {unit} | {kept} |")

    def frames(self, what, words, most=None):
        self.row(f"{what}: longest frame, painting by the processor included", self.figure(words, "with painting", "max"), "ms", most)

    def sample(self, project):
        starts = [self.replay(project, []) for _ in range(3)]
        self.row("sample: start of the program to the first complete window", min(one["ready"] for one in starts), "s", 1.5)
        self.row("sample: most memory", max(one["memory"] for one in starts), "MiB", 300)
        told = self.replay(project, [
            "frames reset", "wheel 2 at 800 400", "wait idle", 'frames tell "zoom"',
            "frames reset", "drag 800 400 700 350", "wait idle", 'frames tell "drag"',
            "frames reset", 'click "Public"', "wait idle", 'frames tell "audience"'])
        for label, what in (("zoom", "zooming"), ("drag", "moving the map"), ("audience", "another audience")):
            self.frames(f"sample, {what}", told[label], 50)

    def many(self, name, project, table):
        exported = self.work / f"{name}-public.xlsx"
        exported.unlink(missing_ok=True)
        told = self.replay(project, [
            'frames tell "open"',
            "frames reset", *(f"move {x} 400" for x in range(400, 1000, 20)), 'frames tell "hover"',
            "frames reset", "wheel 2 at 800 400", "wait idle", "drag 800 400 700 350", "wait idle", 'frames tell "move"',
            'click "Search"', "wait idle", 'time "before"', 'type "hospital"', 'wait for "Hospital de"', 'time "search"',
            "wait idle", "key Esc",
            "key Esc", "wait idle"])
        self.frames(f"{name}, opening", told["open"], 50)
        own = max(self.figure(told[label], "own processor", "max") for label in ("hover", "move"))
        self.row(f"{name}: work of the program in a frame, most", own, "ms", 4)
        self.frames(f"{name}, moving", told["move"], 50)
        self.row(f"{name}: from typing to the end of the frame that shows results", float(told["search"].split()[0]), "ms", 30)
        self.row(f"{name}: most memory", told["memory"], "MiB", 1024 if name == "1m" else None)
        self.row(f"{name}: start of the program to the first complete window", told["ready"], "s")
        return own

    def jobs(self, project, table):
        copy = self.work / "jobs.balise"
        shutil.copy(project, copy)
        told = self.replay(copy, [
            "frames reset", f"drop {table}", "wait idle", 'frames tell "preview"',
            "frames reset", 'click "Import 100,000 rows"', "wait idle", 'frames tell "import"',
            "frames reset", "key Ctrl+E", "wait idle", 'click "Export"', "wait idle", 'frames tell "export"',
            "frames reset", 'click "Sheets"', "wait idle", 'frames tell "sheet"'])
        for label, what in (("preview", "looking through 100,000 rows"), ("import", "importing them"),
                            ("export", "exporting 100,000"), ("sheet", "composing a sheet")):
            self.frames(what, told[label], 50)

    def composing(self, own):
        if not self.scene.exists():
            return
        command = [self.scene, "--benchmark_format=json", "--benchmark_filter=crowded_scene/100000/"]
        answer = json.loads(run(command, env=self.environment).stdout)
        for case in answer["benchmarks"]:
            if case["name"].startswith("crowded_scene/100000/"):
                scale = "1:" + case["name"].split("/")[2]
                ratio = case["cpu_time"] / own
                self.rows.append(f"| 100k: composing the scene at {scale}, times a frame's work | {ratio:.0f} × | at least 5 ×: "
                                 f"{'kept' if ratio >= 5 else 'MISSED'} |")
                if ratio < 5:
                    self.missed.append(case["name"])

    def tell(self):
        busy = "; OTHER WORK WAS GOING ON, times are too long" if self.load > 1 else ""
        head = (f"{time.strftime('%Y-%m-%d')}: {os.cpu_count()} processors, load before {self.load:.2f}, after "
                f"{os.getloadavg()[0]:.2f}; no graphics processor{busy}.\n")
        return "\n".join([head, "| case | Balise | promise |", "| --- | --- | --- |", *self.rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--quick", action="store_true", help="without the 1,000,000 providers")
    words = parser.parse_args()
    work = pathlib.Path(os.environ.get("BENCH_WINDOW", HOUSE / "build" / "bench-window"))
    work.mkdir(parents=True, exist_ok=True)
    sizes = {"100k": 100_000} if words.quick else {"100k": 100_000, "1m": 1_000_000}
    with Screen() as display:
        window = Window(words.build, work, display)
        window.load = os.getloadavg()[0]
        projects = window.projects(sizes)
        window.sample(projects["sample"])
        own = max(window.many(name, projects[name], work / f"{name}.csv") for name in sizes if name == "100k")
        window.composing(own)
        window.jobs(projects["sample"], work / "100k.csv")
        if "1m" in sizes:
            window.many("1m", projects["1m"], work / "1m.csv")
    table = window.tell()
    print(table)
    (work / "window.json").write_text(json.dumps(window.figures, indent=1), encoding="utf-8")
    if words.record:
        text = README.read_text(encoding="utf-8")
        begin, end = "<!-- window -->\n", "\n<!-- end of window -->"
        text = text[:text.index(begin) + len(begin)] + table + text[text.index(end):]
        README.write_text(text, encoding="utf-8")
    return 1 if window.missed else 0


if __name__ == "__main__":
    sys.exit(main())
