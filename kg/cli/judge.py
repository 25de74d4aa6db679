"""Commands on evidence, disagreement and what follows; and taking a claim back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import PATH, Place, opened, progress, store_option, view_options, viewed

if TYPE_CHECKING:
    from kg.api import AsOf
    from kg.reconcile import Finding


@click.command()
@click.argument("claim")
@view_options
@click.option("--documents", type=PATH, help="Folder of documents; found by content, not by name.")
def evidence(
    claim: str,
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    documents: Path | None,
) -> None:
    """Show all that CLAIM says, where it comes from, and the very words it stands on.

    \b
    Example:
      kg evidence claim:c1-63129ad5e5fb75b64fa6 --documents ./articles
    """
    from kg.evidence import render

    view = viewed(store, valid, known, throughout)
    click.echo(render(view.evidence(claim, documents=documents)))


@click.command()
@view_options
@click.option("--about", help="Only findings on claims that mention this entity.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def conflicts(
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    about: str | None,
    format_: str,
) -> None:
    """List where sources disagree, and which figures must not be compared; the gravest first.

    Both sides, their sources, and what would settle it.

    \b
    Example:
      kg conflicts --about China
    """
    view = viewed(store, valid, known, throughout)
    found = view.conflicts(about)
    _tell(
        view,
        found,
        format_,
        nothing="No source contradicts another, and nothing invites a wrong comparison.",
    )


@click.command()
@view_options
@click.option("--about", help="Only findings on claims that mention this entity.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def reconcile(
    store: Place | None,
    valid: str | None,
    known: str | None,
    throughout: bool,
    about: str | None,
    format_: str,
) -> None:
    """List all findings: conflicts, figures not to be compared, repetition, corroboration.

    \b
    Example:
      kg reconcile --about "rare earth magnets"
    """
    view = viewed(store, valid, known, throughout)
    found = view.conflicts(about, all=True)
    _tell(view, found, format_, nothing="No two claims are about the same thing.")


@click.command()
@view_options
@click.option("--refused", is_flag=True, help="List what was not derived, and why, instead.")
def derive(
    store: Place | None, valid: str | None, known: str | None, throughout: bool, refused: bool
) -> None:
    """List what follows from the claims, with band, formula and premises.

    \b
    Example:
      kg derive
    """
    from kg.derive import refusals
    from kg.show import line

    view = viewed(store, valid, known, throughout)
    if refused:
        for refusal in refusals(view.dataset, view.vocab):
            click.echo(refusal.why)
        return
    for claim in view.derived():
        told = line(view, claim)
        click.echo(f"{told.when}  {told.gist}")
        click.echo(click.style(f"  {told.quantity}; {claim.formula}", dim=True))
        if claim.scope_note:
            click.echo(click.style(f"  mind: {claim.scope_note}", dim=True))
        click.echo(click.style(f"  {claim.id} from {', '.join(claim.premises)}", dim=True))


@click.command()
@click.argument("claim")
@store_option
@click.option("--on", required=True, metavar="DAY", help="The day of the retraction.")
@click.option("--why", required=True, help="The reason.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def retract(claim: str, store: Place | None, on: str, why: str, quiet: bool) -> None:
    """Take CLAIM back: from a day on it is not visible; earlier as-ofs still show it.

    \b
    Example:
      kg retract claim:c1-63129ad5e5fb75b64fa6 --on 2025-12-01 --why "misread the unit"
    """
    graph = opened(store)
    with progress(quiet=quiet) as told:
        row = graph.retract(claim, on=on, why=why, progress=told)
    click.echo(f"{row.claim} is retracted from {row.date} on: {row.why}")


def _tell(view: AsOf, found: list[Finding], format_: str, *, nothing: str) -> None:
    """Findings with their members."""
    from kg.show import line

    if format_ == "json":
        rows = [
            {
                "id": finding.id,
                "rule": finding.rule,
                "verdict": finding.verdict,
                "severity": finding.severity,
                "members": finding.members,
                "explanation": finding.explanation,
                "numbers": {name: str(value) for name, value in finding.numbers.items()},
                "settled_by": finding.settled_by,
            }
            for finding in found
        ]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    if not found:
        click.echo(nothing)
    claims = {claim.id: claim for claim in view.claims()}
    for finding in found:
        verdict = view.vocab.label(f"kg:{finding.verdict}")
        click.echo(f"{click.style(verdict, bold=True)} ({finding.severity}): {finding.explanation}")
        for id_ in finding.members:
            told = line(view, claims[id_])
            click.echo(click.style(f"  · {told.gist} — {told.says}; {id_}", dim=True))
        if finding.settled_by:
            click.echo(f"  would be settled by: {finding.settled_by}")
        click.echo()


COMMANDS = (evidence, conflicts, reconcile, derive, retract)
