"""Habitué: the customer memory of a retailer."""
