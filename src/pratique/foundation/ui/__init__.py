"""What every page is made of: components, style, small scripts, and the gallery that shows them."""
