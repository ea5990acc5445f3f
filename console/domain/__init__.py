"""What the words mean: regions, truth, snapshots, scenes, wording. No input, no output."""
