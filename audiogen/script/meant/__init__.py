"""What people write in place of what the script language has, and what they mean by it. Decides nothing: only says."""
