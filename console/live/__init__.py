"""What runs off the GUI thread and reports to it by signals. QtCore only."""
