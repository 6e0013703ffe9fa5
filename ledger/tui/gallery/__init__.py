"""Every widget and drawing alone, with sample data: for whoever works on one. The app imports nothing of it."""
