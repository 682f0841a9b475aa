"""Words of Wagtail's, its companions' and Django's that have no Chinese, or a poor one, so that editors meet none in
English: ours are in our catalogue, which comes first. `names` are those that they never look up in a catalogue.
"""
