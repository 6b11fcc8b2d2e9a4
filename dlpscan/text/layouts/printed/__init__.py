"""Tables as programs print them."""
