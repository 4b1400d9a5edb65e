"""Countries, administrative areas and what is known of tuberculosis in them."""
