"""Disclosure: built when due, released, delivered to every channel (第三、八、二十三条)."""
