"""Scripts for whoever works on Tandem; the product does not import them."""
