"""The console's pages: a folder for each section, with its addresses and its views. Views read, call a door, render."""
