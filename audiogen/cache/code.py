"""What code means, as a part of keys: what was made by other code is made anew.

Comments, docstrings, and what errors and notices say have no part in it. The form of a syntax tree belongs to the
version of Python, so that another one makes everything anew, too.
"""

from __future__ import annotations

import ast
import hashlib
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]
_PARSING: Final = threading.Lock()
"""Python 3.11 counts the depth of a syntax tree for all threads at once: two that parse at a time fail."""


@cache
def code_of(*modules: str) -> str:
    """SHA-256 of the meaning of modules, and of all that they import from this package, wherever in them.

    Args:
        modules: names like `audiogen.speech.clip`.
    """
    meanings: dict[str, bytes] = {}
    waiting = list(modules)
    while waiting:
        path = _file_of(waiting.pop())
        name = path.relative_to(_PACKAGE).as_posix() if path else ""
        if path and name not in meanings:
            with _PARSING:
                tree = ast.parse(path.read_bytes())
                waiting += imports_of(tree)
                meanings[name] = _unworded(tree)
    return sha256({name: meanings[name] for name in sorted(meanings)})


@cache
def package_sha256() -> str:
    """SHA-256 of the modules and tables of this package, to the last letter, as they were when first asked for."""
    modules = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in {".py", ".toml"})
    return sha256({path.relative_to(_PACKAGE).as_posix(): path.read_bytes() for path in modules})


def meaning(name: str, content: bytes) -> bytes:
    """The content of a file, without what only people read when it is a module.

    Args:
        name: the file's; `.py` at its end makes it a module.
        content: all of it.
    """
    if not name.endswith(".py"):
        return content
    try:
        with _PARSING:
            return _unworded(ast.parse(content))
    except SyntaxError:
        return content  # a module that nobody imports may be half written


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Everything that a module imports, wherever in it: `a.b.c` for `from a.b import c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sha256(parts: Mapping[str, bytes]) -> str:
    """SHA-256 of named contents, in their order, together with the minor version of Python."""
    # its minor version alone: another build of the same Python reads the same trees
    digest = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor}".encode())
    for name, content in parts.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _file_of(name: str) -> Path | None:
    """The file of a module of this package, of the module that a name stands in, or of its package; None for others."""
    package, *parts = name.split(".")
    while package == _PACKAGE.name and parts:
        place = _PACKAGE.joinpath(*parts)
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file():
                return file
        parts.pop()
    return None


def _unworded(tree: ast.Module) -> bytes:
    return ast.dump(_Unworded().generic_visit(tree)).encode()


class _Unworded(ast.NodeTransformer):
    """Takes out what only people read. A comment is not in the tree in the first place."""

    def visit(self, node: ast.AST) -> ast.AST | None:
        """A text that stands alone is a docstring; errors, notices, problems, messages and hints say nothing."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return None
        return _without_text(node) if _is_wording(node) else self.generic_visit(node)


def _is_wording(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Assign(targets=[ast.Name(id="message" | "hint")]):
            return True
        case ast.Call(func=ast.Name(id="Fault" | "Notice" | "Problem")):
            return True
    return False


def _without_text(node: ast.AST) -> ast.AST:
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr):
            each.values = []
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            each.value = ""
    return node
