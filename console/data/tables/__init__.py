"""The tables of the data contract, by subject; :mod:`console.data.schema` gathers them."""
