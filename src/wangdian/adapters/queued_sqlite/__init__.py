"""Django's SQLite engine, with a queue before the write lock; Django finds it by the name of this package."""
