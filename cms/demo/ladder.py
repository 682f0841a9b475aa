"""The manufacturer's tiers of dealers and its product lines, by the actions of `people`."""

from __future__ import annotations

from typing import Any

from people import api as people
from people.api import LifeCycle, PlaqueColour, ProductLine, Tier

from .files import Node, refuse_doubles


def load_tiers(nodes: list[Node]) -> dict[str, Tier]:
    """By the keys of the file; what is wrong is not among them."""
    refuse_doubles(nodes)
    found = {}
    for node in nodes:
        names, rank, key = node.text("name"), node.get("rank", int), node.get("key", str)
        colour = node.one_of("plaque_colour", ["", *PlaqueColour.values]) if node.has("plaque_colour") else ""
        node.refuse_unknown()
        if node.is_wrong:
            continue
        fields: dict[str, Any] = {"name": names["zh-hans"], "name_en": names["en"], "plaque_colour": colour}
        existing = Tier.objects.filter(rank=rank).first()
        with node.noting(people.TierNotAccepted):
            found[key] = people.change_tier(existing, **fields) if existing else people.add_tier(rank=rank, **fields)
    return found


def load_product_lines(nodes: list[Node]) -> dict[str, ProductLine]:
    """By their codes; what is wrong is not among them."""
    refuse_doubles(nodes, "code")
    found = {}
    for node in nodes:
        names, code = node.text("name"), node.get("code", str)
        life_cycle = node.one_of("life_cycle", LifeCycle.values)
        node.refuse_unknown()
        if node.is_wrong:
            continue
        fields: dict[str, Any] = {"name": names["zh-hans"], "name_en": names["en"], "life_cycle": life_cycle}
        existing = ProductLine.objects.filter(code=code).first()
        with node.noting(people.ProductLineNotAccepted):
            found[code] = (
                people.change_product_line(existing, **fields)
                if existing
                else people.add_product_line(code=code, **fields)
            )
    return found
