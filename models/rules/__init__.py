"""The rules of the regulation: values in, values out; no I/O, no clock, no SQL."""
