"""Back Issue for Pelican: after the site is written, its search is written beside it.

Settings go into one dictionary in ``pelicanconf.py``; see the README next to this
package. Nothing here can break a site unless ``strict`` is set: a failed search is a
line in the log.
"""

import difflib
import logging
import os
import re
import shutil
import subprocess
from pathlib import Path

from pelican import signals

log = logging.getLogger(__name__)

DEFAULTS = {
    # Set to False to switch the search off without removing the plugin.
    "enabled": True,
    # The command: a name found on PATH, or the path of the program.
    "binary": "backissue",
    # Folder with the issues; None takes Pelican's PATH.
    "archive": None,
    # Where the search goes, below Pelican's OUTPUT_PATH.
    "out": "search",
    # A backissue.toml; None lets the command look for one upward.
    "config": None,
    # More arguments for `backissue build`, as a list.
    "args": [],
    # Stop Pelican when the search cannot be built, or an issue cannot be read.
    "strict": False,
    # Themes (their folder's name) whose builds are not websites.
    "skip_themes": ["email", "newsletter"],
    # Environment variables that mark such builds when set to 1.
    "skip_env": ["USE_EMAIL_THEME", "TWIR_NEWSLETTER_THEME"],
}


class BackIssueError(Exception):
    """The search could not be built, and ``strict`` is set."""


def register():
    """Called by Pelican."""
    signals.finalized.connect(build)


def build(pelican):
    """Runs ``backissue build`` on the archive that Pelican has just published."""
    site = pelican.settings
    options = dict(DEFAULTS, **site.get("BACKISSUE", {}))
    if not options["enabled"]:
        return
    reason = skipped(site, options)
    if reason:
        log.info("backissue: no search is built: %s", reason)
        return
    problem = None
    try:
        check_names(site.get("BACKISSUE", {}))
        run(command(site, options))
    except BackIssueError as error:
        problem = error
    if problem is None:
        return
    if options["strict"]:
        raise problem
    log.error("backissue: %s (the site is published without a new search)", problem)


def skipped(site, options):
    """Why this build gets no search, or None."""
    for name in options["skip_env"]:
        if os.environ.get(name) == "1":
            return "{} is set".format(name)
    theme = Path(str(site.get("THEME", ""))).name
    words = re.split(r"[^a-z0-9]+", theme.lower())
    if any(name.lower() in words for name in options["skip_themes"]):
        return "the theme {!r} is not a website's".format(theme)
    return None


def check_names(given):
    """A setting nobody reads is a typing error."""
    for name in given:
        if name not in DEFAULTS:
            near = difflib.get_close_matches(name, DEFAULTS, 1)
            advice = "did you mean {!r}?".format(near[0]) if near else "there is no such setting"
            raise BackIssueError("BACKISSUE[{!r}]: {}".format(name, advice))


def find_binary(name):
    """The command's full path; names without a slash are looked up on PATH."""
    found = shutil.which(str(name))
    if found is None:
        raise BackIssueError(
            "the command {!r} was not found; "
            "install it, or set BACKISSUE['binary'] to its path".format(name)
        )
    return os.path.abspath(found)


def command(site, options):
    """The command line, as a list."""
    output = Path(site["OUTPUT_PATH"]).resolve()
    out = (output / options["out"]).resolve()
    if out == output or output not in out.parents:
        raise BackIssueError(
            "BACKISSUE['out'] is {!r}: name a folder below OUTPUT_PATH".format(options["out"])
        )
    archive = os.path.abspath(str(options["archive"] or site["PATH"]))
    line = [find_binary(options["binary"]), "build", archive, "--out", str(out)]
    if options["config"]:
        line += ["--config", os.path.abspath(str(options["config"]))]
    if options["strict"]:
        line.append("--strict=error")
    return line + [str(argument) for argument in options["args"]]


def run(line):
    """Runs the command; what it says goes to Pelican's log."""
    log.debug("backissue: %s", " ".join(line))
    try:
        done = subprocess.run(
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise BackIssueError("{} cannot be run: {}".format(line[0], error))
    for said in done.stdout.splitlines():
        log.info("backissue: %s", said)
    if done.returncode != 0:
        said = done.stdout.strip().splitlines()
        last = said[-1] if said else "it said nothing"
        raise BackIssueError("build ended with {}: {}".format(done.returncode, last))
