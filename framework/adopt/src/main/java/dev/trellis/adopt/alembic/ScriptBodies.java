package dev.trellis.adopt.alembic;

/** The sources of the bodies of scripts. A recorded body is preferred, because it consists of operations. */
record ScriptBodies(OfflineSql upgrade, OfflineSql downgrade, Recording recording) {}
