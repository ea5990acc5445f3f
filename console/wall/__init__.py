"""What is on the wall: which scene, which region, and where each tile stands. Plain Python."""
