"""From the database to a problem of allocation, and from its plan to what people are shown."""
