"""Settings: `embedded` (one machine, the default), `cluster` (several machines), `test`."""
