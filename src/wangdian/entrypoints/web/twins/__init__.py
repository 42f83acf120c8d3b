"""Questions about photos that may have been used before."""
