"""What the commands show on the terminal: tables, progress and QR codes. No decisions are made here."""
