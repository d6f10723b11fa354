"""The credit archive and its lists (第二十三条第二款)."""
