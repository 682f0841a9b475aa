"""Wagtail's search in the database, where a quotation mark is one more character of what was typed.

modelsearch puts each word into SQLite's full text search between quotation marks, without doubling those in it, so that
a lone one was an error of the server.
"""

from __future__ import annotations

from typing import Any

from wagtail.search.backends import database
from wagtail.search.backends.database.sqlite.sqlite import SQLiteAutocompleteQueryCompiler, SQLiteSearchQueryCompiler
from wagtail.search.query import PlainText, SearchQuery


class _QuotationMarksDoubled:
    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        if isinstance(query, PlainText):
            query = PlainText(query.query_string.replace('"', '""'), operator=query.operator, boost=query.boost)
        return super().build_search_query_content(query, config=config)  # type: ignore[misc]  # of the compilers below


class SearchCompiler(_QuotationMarksDoubled, SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(_QuotationMarksDoubled, SQLiteAutocompleteQueryCompiler):
    pass


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for this name
    backend = database.SearchBackend(params)
    if backend.query_compiler_class is SQLiteSearchQueryCompiler:
        backend.query_compiler_class = SearchCompiler
        backend.autocomplete_query_compiler_class = AutocompleteCompiler
    return backend
