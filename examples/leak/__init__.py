"""What make_leak.py is made of."""
