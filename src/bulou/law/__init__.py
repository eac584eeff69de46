"""What the rules say: facts in, a verdict with its articles out; standard library only."""
