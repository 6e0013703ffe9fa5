"""What a person can do in the app: one class a command, one module a screen or what screens share."""
