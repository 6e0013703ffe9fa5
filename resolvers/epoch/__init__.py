"""Sources of Epoch AI: the capability index, chips sold and held, models and time horizons; one module for each."""
