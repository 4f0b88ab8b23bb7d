"""Tools of the developers of Habitué: contracts, generated pages, packaged data."""
