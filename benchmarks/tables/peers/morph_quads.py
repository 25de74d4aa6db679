"""The same claims to N-Quads with morph-kgc: ``python morph_quads.py TABLE PLAN OUT``."""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from pathlib import Path


def main() -> None:
    table, plan_file, out = sys.argv[1:]
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        mapping = Path(folder) / "mapping.ttl"
        mapping.write_text(_rml(table, plan), encoding="utf-8")
        settings = Path(folder) / "morph.ini"
        settings.write_text(
            "[CONFIGURATION]\n"
            f"output_file = {out}\n"
            "output_format = N-QUADS\n"
            "number_of_processes = 2\n"
            "logging_level = ERROR\n"
            f"[claims]\nmappings = {mapping}\n",
            encoding="utf-8",
        )
        sys.argv = ["morph_kgc", str(settings)]
        runpy.run_module("morph_kgc", run_name="__main__")


def _rml(table: str, plan: dict[str, list[dict[str, str | None]]]) -> str:
    objects = "".join(
        f" ;\n  rr:predicateObjectMap [ rr:predicate <{column['property']}> ; rr:objectMap "
        f'[ rml:reference "{column["column"]}" ; '
        + (f"rr:datatype <{column['datatype']}>" if column["datatype"] else "rr:termType rr:IRI")
        + " ] ]"
        for column in plan["columns"]
    )
    types = "".join(f" ; rr:class <{iri}>" for iri in plan["types"])
    return (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n"
        f'<#Claim> rml:logicalSource [ rml:source "{table}" ; '
        "rml:referenceFormulation ql:Parquet ] ;\n"
        f'  rr:subjectMap [ rml:reference "id" ; rr:termType rr:IRI{types} ; '
        f'rr:graphMap [ rml:reference "g" ; rr:termType rr:IRI ] ]{objects} .\n'
    )


main()
