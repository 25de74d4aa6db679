"""The countries of ISO 3166-1, from pycountry."""

from __future__ import annotations

from collections.abc import Iterator

from kg.entity import Entity


def countries() -> Iterator[Entity]:
    """Every country of ISO 3166-1 as an entity.

    The numeric code is also the United Nations' M49 code.

    Yields:
        Entities of class ``kg:Country``, by alpha-3 code.

    Example:
        >>> next(country.label for country in countries() if country.id == "country:CHE")
        'Switzerland'
    """
    import pycountry

    for country in sorted(pycountry.countries, key=lambda row: str(row.alpha_3)):
        label = getattr(country, "common_name", None) or country.name
        names = (country.name, getattr(country, "official_name", None))
        yield Entity(
            id=f"country:{country.alpha_3}",
            type="kg:Country",
            label=label,
            aliases=tuple(dict.fromkeys(name for name in names if name and name != label)),
            codes=(
                ("iso3166-1-alpha-2", country.alpha_2),
                ("iso3166-1-alpha-3", country.alpha_3),
                ("m49", country.numeric),
            ),
        )
