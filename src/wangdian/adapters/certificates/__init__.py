"""Certificates that this machine makes for itself."""
