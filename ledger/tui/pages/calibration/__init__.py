"""The pages of Calibration: a chart whose parts can be read out, the words below it, and the list behind it."""
