"""What answers as the real APIs do, from an archive or from the simulated world, with faults on demand."""
