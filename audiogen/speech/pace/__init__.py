"""How long words will take to say, before they are said."""
