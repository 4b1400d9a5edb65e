"""What each destination demands: editions as data, and the engine that judges one person by them."""
