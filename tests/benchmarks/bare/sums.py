"""Read one figure from the messages themselves, with nothing stored beside them."""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1])
found = connection.execute(
    "SELECT avg(messages) FROM (SELECT count(*) AS messages, min(m.at) FROM conversation_messages "
    "JOIN messages m USING (message_key) GROUP BY conversation_key)"
).fetchone()
print(*found)
