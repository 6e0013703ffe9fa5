"""What was decided and why, what a rule would have said of the past, and what a question would be like."""
