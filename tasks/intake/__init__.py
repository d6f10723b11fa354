"""The doors in: spreadsheets and csv as rows, tables found in them, the inbox."""
