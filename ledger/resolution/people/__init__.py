"""What people say: answers, confirmations, challenges, and the ends they change."""
