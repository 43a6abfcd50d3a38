"""The plugin inside real Pelican, with a stand-in for the command.

Run by `cargo test -p backissue --test pelican`, which makes the environment, or by
hand: `python -m unittest discover -s integrations/pelican/tests`.
"""

import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[1]

CONF = """
SITENAME = "Test"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGIN_PATHS = [{plugins!r}]
PLUGINS = {used!r}
BACKISSUE = {settings!r}
THEME = {theme!r}
"""

# As the newsletter publishes its articles.
URLS = """
ARTICLE_URL = "blog/{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = "blog/{date:%Y}/{date:%m}/{date:%d}/{slug}/index.html"
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {"anchorlink": True},
    },
    "output_format": "html5",
}
"""

ARTICLE = """Title: This Week in Testing 1
Number: 1
Date: 2024-01-03
Category: This Week in Testing

# News

* [An article](https://example.org/article)
"""

# Writes what it was called with where the search would be.
COMMAND = """#!{python}
import json, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
out.mkdir(parents=True)
(out / "index.html").write_text(json.dumps(sys.argv[1:]))
print("1 issue indexed")
sys.exit({code})
"""


class PluginTest(unittest.TestCase):
    """One small site per test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "content").mkdir()
        (self.root / "content" / "1.md").write_text(ARTICLE)
        self.command = self.fake("backissue", 0)

    def fake(self, name, code):
        path = self.root / name
        path.write_text(COMMAND.format(python=sys.executable, code=code))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def theme(self, name):
        """A theme of one template, in a folder of this name."""
        templates = self.root / "themes" / name / "templates"
        templates.mkdir(parents=True)
        (templates / "article.html").write_text("{{ article.content }}")
        for page in "index archives tags categories category author authors".split():
            (templates / (page + ".html")).write_text("")
        return str(templates.parent)

    def pelican(self, settings, used=("backissue",), theme="simple", urls=False, **environment):
        text = CONF.format(
            plugins=str(PLUGINS / "pelican" / "plugins"),
            used=list(used),
            settings=settings,
            theme=theme,
        )
        (self.root / "pelicanconf.py").write_text(text + (URLS if urls else ""))
        return subprocess.run(
            [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-d"],
            cwd=str(self.root),
            env=dict(os.environ, COLUMNS="1000", **environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )

    def tree(self):
        """Path and content of everything in the output folder."""
        output = self.root / "output"
        files = (path for path in output.rglob("*") if path.is_file())
        return {str(path.relative_to(output)): path.read_bytes() for path in files}

    def test_the_search_is_written_after_the_site(self):
        ran = self.pelican({"binary": self.command, "args": ["--keep", 2]})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        called = (self.root / "output" / "search" / "index.html").read_text()
        self.assertIn('"build", "{}"'.format(self.root / "content"), called)
        self.assertIn('"--keep", "2"', called)
        self.assertNotIn("--strict", called)
        self.assertIn("this-week-in-testing-1.html", self.tree())

    @unittest.skipUnless(os.environ.get("BACKISSUE"), "BACKISSUE names no command")
    def test_every_link_of_a_real_search_is_on_the_site(self):
        again = ARTICLE.replace("Testing 1", "Testing 2").replace("01-03", "01-10")
        again += "\n# News\n\n* [Same heading](https://example.org/b)\n\n## Züge & Co\n\n* [C](https://c.example)\n"
        (self.root / "content" / "2.md").write_text(again, encoding="utf-8")
        command = os.environ["BACKISSUE"]
        ran = self.pelican({"binary": command, "strict": True}, urls=True)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        output = self.root / "output"
        checked = subprocess.run(
            [command, "verify", str(output / "search"), "--site", str(output)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertIn("6 deep links, 0 problems", checked.stdout)

    def test_the_e_mail_build_is_unchanged(self):
        theme = self.theme("email")
        self.assertEqual(self.pelican({}, used=(), theme=theme).returncode, 0)
        without = self.tree()
        self.assertEqual(self.pelican({"binary": self.command}, theme=theme).returncode, 0)
        self.assertEqual(self.tree(), without)

    def test_an_e_mail_build_named_by_the_environment_is_unchanged(self):
        for name in ["USE_EMAIL_THEME", "TWIR_NEWSLETTER_THEME"]:
            ran = self.pelican({"binary": self.command}, **{name: "1"})
            self.assertEqual(ran.returncode, 0, ran.stdout)
            self.assertNotIn("search/index.html", self.tree())

    def test_a_missing_command_costs_the_search_and_not_the_site(self):
        ran = self.pelican({"binary": "no-such-command"})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("was not found", ran.stdout)
        self.assertIn("this-week-in-testing-1.html", self.tree())

    def test_a_failing_command_costs_the_search_and_not_the_site(self):
        ran = self.pelican({"binary": self.fake("failing", 2)})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("build ended with 2: 1 issue indexed", ran.stdout)

    def test_strict_stops_pelican(self):
        for settings in [{"binary": "no-such-command"}, {"binary": self.fake("failing", 1)}]:
            ran = self.pelican(dict(settings, strict=True))
            self.assertNotEqual(ran.returncode, 0, ran.stdout)

    def test_a_mistyped_setting_is_named(self):
        ran = self.pelican({"binray": self.command})
        self.assertIn("did you mean 'binary'?", ran.stdout)

    def test_a_folder_outside_the_site_is_refused(self):
        for out in ["../elsewhere", "/tmp", "."]:
            ran = self.pelican({"binary": self.command, "out": out})
            self.assertIn("name a folder below OUTPUT_PATH", ran.stdout)
        self.assertFalse((self.root / "elsewhere").exists())

    def test_it_can_be_switched_off(self):
        self.pelican({"binary": self.command, "enabled": False})
        self.assertNotIn("search/index.html", self.tree())


if __name__ == "__main__":
    unittest.main()
