"""What tells at once that a text holds nothing severe, so that the engine need not even be imported."""
