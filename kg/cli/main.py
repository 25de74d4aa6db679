"""The group of commands, and how errors, Ctrl-C and closed pipes end it."""

from __future__ import annotations

import gc
import os
import sys

import click

import kg
from kg.cli import ask, demo, give, held, judge, keep, scale, tables
from kg.errors import BadInput, CheckFailed, KgError

_MANY = 200_000  # new objects between two looks for garbage: a command needs most until it ends
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_NOT_WRITTEN = 4


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, prog_name="kg")
def commands() -> None:
    """Dated, sourced, quantified claims about supply chains, as a graph.

    \b
    Start here:
      kg demo                                   build the shipped data, ask five questions
      kg build                                  build the shipped data into your store
      kg show China                             what is claimed about China, and by whom
      kg query 'SELECT ?x { country:CHN kg:restricts ?x }'
      kg view -o page.html --open               an interactive page
    """


for module in (keep, tables, held, ask, scale, judge, give, demo):
    for command in module.COMMANDS:
        commands.add_command(command)


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_MANY)
    try:
        _utf8()
        commands.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted", err=True)
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_PIPE_CLOSED)
    except CheckFailed as error:
        click.echo(error.report, err=True)
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"kg: {error.strerror or error}: {error.filename or 'output'}", err=True)
        sys.exit(_NOT_WRITTEN)


def _utf8() -> None:
    """Write UTF-8 whatever the platform's habit is; what cannot be written is escaped."""
    if sys.stdout is None:
        raise BadInput("standard output is closed; there is nowhere to write to")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
