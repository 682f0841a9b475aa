"""Wagtail's search in the database, where whatever was typed or pasted is only text.

modelsearch nests one condition a word, which databases and Python bear for some hundreds; and it puts each word into
SQLite's full text search between quotation marks without doubling those in it. A pasted page of text, or a lone
quotation mark, was an error of the server.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from wagtail.search.backends import database
from wagtail.search.query import PlainText, SearchQuery

MOST_WORDS = 50  # what is typed beyond is not looked for


class OnPostgres:
    """Of a query compiler, as OnSQLite."""

    def build_tsquery_content(self, query: SearchQuery, **options: Any) -> Any:
        return super().build_tsquery_content(_only_text(query), **options)  # type: ignore[misc]  # of the compiler


class OnSQLite:
    def build_search_query_content(self, query: SearchQuery, **options: Any) -> Any:
        query = _only_text(query, mark='""')
        return super().build_search_query_content(query, **options)  # type: ignore[misc]  # of the compiler


def _only_text(query: SearchQuery, *, mark: str = '"') -> SearchQuery:
    if not isinstance(query, PlainText):
        return query
    words = " ".join(query.query_string.split()[:MOST_WORDS])
    return PlainText(words.replace('"', mark), operator=query.operator, boost=query.boost)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for this name
    backend = database.SearchBackend(params)
    only_text = OnSQLite if connection.vendor == "sqlite" else OnPostgres
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        compiler = getattr(backend, name)  # of one database; that of the other cannot even be imported
        setattr(backend, name, type(compiler.__name__, (only_text, compiler), {}))
    return backend
