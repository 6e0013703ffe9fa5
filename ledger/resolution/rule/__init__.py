"""What the rule says of readings: pure, the same in a sweep, in replay and in a back-test."""
