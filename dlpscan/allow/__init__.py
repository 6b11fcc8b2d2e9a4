"""What says that a finding is fine: a comment in its line, a rule of the configuration, an entry of a baseline.

What is allowed is counted, never dropped in silence. `sift.py` decides, and knows nothing of files or formats.
"""
