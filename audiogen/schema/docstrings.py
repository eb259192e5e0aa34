"""The texts below fields: what is said of a key where it is defined is what an editor shows of it.

Python keeps no docstrings of fields, so they are read from the source, once somebody asks for a schema.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cache

from audiogen.script.yaml.fields import Model


def explanation(model: type[Model]) -> str:
    """What a model says of itself."""
    return _plain(inspect.cleandoc(model.__doc__ or ""))


def explanations(model: type[Model]) -> dict[str, str]:
    """What is said of the fields of a model, its bases' included; a field without a text has that of its type."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if each is not Model and issubclass(each, Model):
            found |= _of_class(each.__module__, each.__name__)
    return found


def told(title: str, description: str) -> dict[str, str]:
    """What a schema says of a key, for editors that show plain text, and for those that show Markdown."""
    return {"title": title, "description": description.replace("`", ""), "markdownDescription": description}


@cache
def _of_class(module: str, name: str) -> dict[str, str]:
    tree = _tree(module)
    body = next((each.body for each in tree.body if isinstance(each, ast.ClassDef) and each.name == name), [])
    found: dict[str, str] = {}
    for statement, below in zip(body, _texts_below(body), strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            text = below or _of_type(module, statement.annotation)
            found |= {statement.target.id: text} if text else {}
    return found


def _of_type(module: str, annotation: ast.expr) -> str:
    """What is said of the type that an annotation is the name of."""
    name = annotation.left if isinstance(annotation, ast.BinOp) else annotation
    return _of_name(module, name.id) if isinstance(name, ast.Name) else ""


@cache
def _of_name(module: str, name: str) -> str:
    if module == Model.__module__:
        return ""  # kinds of values that many keys share say nothing of any
    tree = _tree(module)
    for statement, below in zip(tree.body, _texts_below(tree.body), strict=True):
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return below
        if isinstance(statement, ast.ClassDef) and statement.name == name:
            return _plain(ast.get_docstring(statement) or "")
        if isinstance(statement, ast.ImportFrom) and statement.module and statement.module.startswith("audiogen."):
            found = next((each.name for each in statement.names if (each.asname or each.name) == name), None)
            if found:
                return _of_name(statement.module, found)
    return ""


def _texts_below(body: list[ast.stmt]) -> list[str]:
    """The text below each statement; empty where none is."""
    return [*(_text(after) for after in body[1:]), *([""] if body else [])]


def _text(statement: ast.stmt) -> str:
    value = statement.value if isinstance(statement, ast.Expr) else None
    found = value.value if isinstance(value, ast.Constant) else None
    return _plain(inspect.cleandoc(found)) if isinstance(found, str) else ""


@cache
def _tree(module: str) -> ast.Module:
    try:
        return ast.parse(inspect.getsource(sys.modules[module]))
    except OSError:
        # without its source a schema explains less, and is as right
        return ast.Module([], [])


def _plain(text: str) -> str:
    """Paragraphs on a line each: where a line of a source ends is nothing to a reader."""
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", text))
