"""The YAML files that come with audiogen, whose mistakes its tests find: read without looking for any."""

from __future__ import annotations

import yaml

from audiogen.project import shipped_assets
from audiogen.script.yaml.nodes import Fields, Items, KeyValue, Node, Place, Text, place_of


def read_shipped(name: str) -> Node:
    """The tree of a file in assets/, by the quicker of PyYAML's readers where it is there.

    Args:
        name: its path below assets/.
    """
    return read_faultless(shipped_assets().joinpath(name).read_text(encoding="utf-8"))


def read_faultless(text: str) -> Node:
    """The tree of a YAML text without mistakes.

    Raises:
        yaml.YAMLError: when there is one that YAML refuses.
    """
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _node(root) if root else Fields(Place(1, 1), ())


def _node(node: yaml.Node) -> Node:
    place = place_of(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        pairs = (KeyValue(key.value, place_of(key.start_mark), _node(value)) for key, value in node.value)
        return Fields(place, tuple(pairs))
    if isinstance(node, yaml.SequenceNode):
        return Items(place, tuple(map(_node, node.value)))
    return Text(place, str(node.value))
