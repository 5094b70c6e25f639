"""One module for each kind of file: bytes in, a `geo._reading.source.Table` out, nothing understood yet."""
