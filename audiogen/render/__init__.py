"""Timeline to finished files: mix, gain, limiter, writing, and the check that the target was met."""
