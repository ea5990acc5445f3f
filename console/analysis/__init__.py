"""What the numbers say: plain functions on arrays, without Qt and without SQL."""
