"""What the pages, an exam, a completion, a print and a release cost, each as a ratio to something that costs little.

`make bench` measures all of it; docs/performance.md says what each figure means.
"""
