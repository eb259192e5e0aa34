"""The listener's pages: the show, and one for each session, with the program and the style that both share."""
