"""Networks as GraphML, GEXF, node-link JSON and Cytoscape JSON.

What is absent is left out, dates are ISO text, attributes taken from a claim's columns begin with
``claim_``. JSON holds lists and every character as they are. In GraphML and GEXF

* a list is its items joined by ``;``, an empty item for None;
* a semicolon inside an item, and each character that XML forbids or changes, is written as its
  code point, ``\\u{1F}``, and so is a backslash before ``u{``: :func:`unescaped` undoes it;
* an edge's id is made of its ends and its key, because these formats want one id per edge.
"""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

import networkx as nx

_ESCAPED = re.compile(
    "[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|\\(?=u\{)"
    "|^\\s+$"
)
_ESCAPED_ITEM = re.compile(f"{_ESCAPED.pattern}|;")
_ESCAPE = re.compile(r"\\u\{([0-9A-F]+)\}")


def graphml(graph: nx.MultiDiGraph, file: BinaryIO) -> None:
    """Write GraphML.

    Args:
        graph: A network.
        file: Where.
    """
    nx.write_graphml_xml(flat(graph), file, named_key_ids=False)


def gexf(graph: nx.MultiDiGraph, file: BinaryIO) -> None:
    """Write GEXF, without the day of writing.

    Args:
        graph: A network.
        file: Where.
    """
    from networkx.readwrite.gexf import GEXFWriter

    mapped = flat(graph)
    for _, _, key, data in mapped.edges(keys=True, data=True):
        data["id"] = key
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(mapped)
    meta = writer.xml.find("meta")
    meta.attrib.pop("lastmodifieddate", None)
    writer.write(file)


def node_link(graph: nx.MultiDiGraph, file: BinaryIO) -> None:
    """Write NetworkX' node-link JSON.

    Args:
        graph: A network.
        file: Where.
    """
    _dump(nx.node_link_data(graph, edges="edges"), file)


def cytoscape(graph: nx.MultiDiGraph, file: BinaryIO) -> None:
    """Write Cytoscape JSON; each edge has an id of its own.

    Args:
        graph: A network.
        file: Where.
    """
    data = nx.cytoscape_data(graph)
    for edge in data["elements"]["edges"]:
        ends = edge["data"]
        ends["id"] = _edge_id(ends["source"], ends["key"], ends["target"])
    _dump(data, file)


def flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A network as GraphML and GEXF hold it.

    Args:
        graph: A network.

    Returns:
        A copy whose attributes are texts, numbers and truth values, and whose keys are edge ids.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("a", "b", key="k", claim_value=[5.0, None])
        >>> list(flat(graph).edges(keys=True, data=True))
        [('a', 'b', 'a.k.b', {'claim_value': '5.0;'})]
    """
    result = nx.MultiDiGraph(**_flat(graph.graph))
    result.add_nodes_from((id_, _flat(data)) for id_, data in graph.nodes(data=True))
    result.add_edges_from(
        (subject, object_, _edge_id(subject, key, object_), _flat(data))
        for subject, object_, key, data in graph.edges(keys=True, data=True)
    )
    return result


def unescaped(text: str) -> str:
    """The text that an escaped one stands for.

    Args:
        text: An attribute read from GraphML or GEXF, or an item of one that was a list.

    Returns:
        The text.

    Example:
        >>> unescaped("a\\\\u{3B}b")
        'a;b'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _edge_id(subject: str, key: str, object_: str) -> str:
    return f"{subject}.{key}.{object_}"


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    flattened = {name: _scalar(value) for name, value in attributes.items()}
    return {name: value for name, value in flattened.items() if value not in (None, "")}


def _scalar(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(
            "" if item is None else _escaped(str(item), _ESCAPED_ITEM) for item in value
        )
    return _escaped(value, _ESCAPED) if isinstance(value, str) else value


def _escaped(text: str, forbidden: re.Pattern[str]) -> str:
    def spelled(found: re.Match[str]) -> str:
        return "".join(f"\\u{{{ord(character):X}}}" for character in found[0])

    return forbidden.sub(spelled, text)


def _dump(data: object, file: BinaryIO) -> None:
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, allow_nan=False)
    for piece in encoder.iterencode(data):
        file.write(piece.encode("utf-8"))
    file.write(b"\n")
