"""What every request over the network needs: when to try again, and how much of an answer is read."""
