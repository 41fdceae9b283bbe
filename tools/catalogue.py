"""What tools/update_catalogue and tools/check_catalogue share: the strings of the source, and reading a .po file."""

import pathlib
import re
import subprocess

HOUSE = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = ("fr",)
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: balise\\n"
"Report-Msgid-Bugs-To: \\n"
"PO-Revision-Date: \\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


def run(command, **options):
    """Runs a program of gettext; its failure is ours."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", **options)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


def template(root):
    """The .pot of everything marked under src/, without the dates that would change each time; "" if nothing is."""
    source = root / "src"
    files = sorted(p.relative_to(root).as_posix() for p in source.rglob("*") if p.suffix in (".cpp", ".hpp"))
    if not files:
        return ""
    text = run(["xgettext", "--language=C++", "--from-code=UTF-8", "--keyword", "--keyword=mark",
                "--keyword=mark_plural:1,2", "--add-location=file", "--sort-by-file", "--no-wrap", "--files-from=-",
                "--output=-"], input="\n".join(files) + "\n", cwd=root)
    # "50 % de" would count as a printf format: ours is {0}, and % is a per cent sign.
    text = re.sub(r"^#,(.*?), *c-format", r"#,\1", text.replace("#, c-format\n", ""), flags=re.MULTILINE)
    return "".join(line for line in text.splitlines(True) if not line.startswith('"POT-Creation-Date:'))


class Entry:
    """One message of a .po file."""

    def __init__(self):
        self.msgid = ""
        self.plural = None
        self.forms = {}  # number of the form -> translation
        self.fuzzy = False
        self.places = []

    def where(self):
        return ", ".join(self.places) or "?"


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
KEYWORD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+(".*")$')


def unquote(text):
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m.group(1), m.group(0)), text.strip()[1:-1])


def entries(text):
    """The messages of a .po text, without the header and without the obsolete ones."""
    found, current, slot = [], Entry(), None

    def flush():
        if current.msgid:
            found.append(current)

    for line in text.splitlines() + [""]:
        if not line.strip():
            flush()
            current, slot = Entry(), None
        elif line.startswith("#~"):
            continue
        elif line.startswith("#:"):
            current.places += line[2:].split()
        elif line.startswith("#,"):
            current.fuzzy = "fuzzy" in line
        elif line.startswith("#"):
            continue
        else:
            match = KEYWORD.match(line)
            words = unquote(match.group(3)) if match else unquote(line)
            if match:
                slot = (match.group(1), int(match.group(2) or 0))
            if slot[0] == "msgid":
                current.msgid += words
            elif slot[0] == "msgid_plural":
                current.plural = (current.plural or "") + words
            elif slot[0] == "msgstr":
                current.forms[slot[1]] = current.forms.get(slot[1], "") + words
    return found


def placeholders(text):
    """The {0}, {1}… of a message; {{ and }} are braces."""
    return set(re.findall(r"\{(\w*)(?::[^{}]*)?\}", text.replace("{{", "").replace("}}", "")))
