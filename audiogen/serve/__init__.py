"""A web server for the local network, so that a phone can listen and subscribe."""
