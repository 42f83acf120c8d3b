"""What runs beside the web: the courier of facts, the timetable, and the supervisor that keeps all of it running."""
