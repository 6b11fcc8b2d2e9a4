"""What a repository holds: what is staged, what a range of commits adds, all that it ever held.

Everything is asked of the `git` program; nothing of a repository is changed, and no filter, driver or hook that it
configures is run.
"""
