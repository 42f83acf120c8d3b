"""The screens of readings: how each zone stands, a chart with its limits, and entering what was read."""
