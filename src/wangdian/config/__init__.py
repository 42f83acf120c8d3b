"""Where settings, addresses and wiring live."""
