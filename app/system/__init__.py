"""The PC: paths, locks, whole files, volumes, logs. No Qt."""
