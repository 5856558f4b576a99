"""What members see, in a real browser: phone and desk, light and dark."""
