"""What one plays: each game is a pure model, its view in a notebook, and its data."""
