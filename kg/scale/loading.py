"""How SPARQL servers load our parts with their own bulk loaders.

The commands for Oxigraph are run by the tests; the others are as their documentation has them.
"""

from __future__ import annotations

import shlex
from pathlib import Path

_TEXT = """\
Load {folder} with the server's own bulk loader; each reads .nq.gz and keeps the named graphs.

Oxigraph (stop the server first)
  oxigraph load --location DATABASE --file {quoted}/*.nq.gz

Virtuoso (list the folder in DirsAllowed of virtuoso.ini; in isql)
  ld_dir('{sql}', '*.nq.gz', 'urn:unused');
  rdf_loader_run();
  checkpoint;
  select ll_file, ll_error from DB.DBA.load_list where ll_error is not null;

Apache Jena Fuseki (into a database that no server has open)
  tdb2.tdbloader --loc DATABASE {quoted}/*.nq.gz

GraphDB (server stopped; the repository must not exist, or add --force to replace it)
  importrdf preload -i REPOSITORY {quoted}/*.nq.gz

QLever
  gzip -dc {quoted}/*.nq.gz | qlever-index -i INDEX -F nq -f -

Then ask it: kg query --store http://localhost:7878 'SELECT (COUNT(*) AS ?n) {{ ?c a kg:Claim }}'
(--store sparql+http://host/path for the very place that takes queries). The server answers SELECT
and ASK and is only read; load a new export into an empty database.
"""


def instructions(folder: Path) -> str:
    """What to type, for each server.

    Args:
        folder: Where the parts lie.

    Returns:
        The text.

    Example:
        >>> "ld_dir('/data/parts'," in instructions(Path("/data/parts"))
        True
    """
    path = folder.resolve().as_posix()
    return _TEXT.format(folder=folder, quoted=shlex.quote(path), sql=path.replace("'", "''"))
