"""The central database, from tables to snapshots: schema, import, change signal, cache. No Qt."""
