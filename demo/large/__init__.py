"""The large demo bank: tens of thousands of outlets, written in bulk out of a small one that the verbs made."""
