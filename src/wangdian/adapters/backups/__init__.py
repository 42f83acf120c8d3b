"""Copies of everything that Wangdian keeps: the plugs for each database, and the file that holds a backup."""
