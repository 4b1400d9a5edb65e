"""The law of the house, as programs: each looks at a tree of files and names what breaks it."""
