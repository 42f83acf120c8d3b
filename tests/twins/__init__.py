"""The proof that re-used photos are found, and honest ones are not."""
