"""The generated sounds, one to a module, and the catalogue that describes them without loading them."""
