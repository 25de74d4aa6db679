"""Our own work as programs of their own, so that time and memory are counted as for others."""
