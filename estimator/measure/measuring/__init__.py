"""Time and energy of matrix products, convolutions and a small decoder on one GPU."""
