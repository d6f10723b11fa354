"""How it looks: plain values in, bytes out."""
