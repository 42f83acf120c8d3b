"""The demo bank: an invented rural commercial bank in an invented city, with a story of ninety days."""
