"""What is measured in decoded sound, block by block. Nothing is judged here."""
