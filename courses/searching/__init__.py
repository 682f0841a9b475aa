"""Search in courses and lessons, by the database's own full text.

What can be found is written as `words`, text that both databases index alike: no Chinese dictionary, no differences
between their tokenizers. `full_text` is the index itself, `passages` what of a lesson can be found, `snippets` what is
shown of it.
"""
