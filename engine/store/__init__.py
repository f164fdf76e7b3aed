"""The one SQLite file and the only SQL: a connection, migrations, and a module per aggregate."""
