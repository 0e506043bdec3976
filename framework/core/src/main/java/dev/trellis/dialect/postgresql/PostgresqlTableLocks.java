package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.LockForecast;
import dev.trellis.dialect.TableLock;
import dev.trellis.dialect.TableLock.Blocks;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The locks of PostgreSQL's statements, as its documentation states them under "Explicit Locking". */
final class PostgresqlTableLocks {
    private PostgresqlTableLocks() {}

    static List<TableLock> of(CompiledStatement statement) {
        LockForecast forecast = LockForecast.of(statement, SqlSyntax.POSTGRESQL);
        Set<String> changed = forecast.changed();
        List<TableLock> locks = new ArrayList<>();
        if (forecast.contains("concurrently") || forecast.startsWith("comment")) {
            locks.addAll(LockForecast.on(changed, "SHARE UPDATE EXCLUSIVE", Blocks.SCHEMA_CHANGES));
        } else if (forecast.startsWith("create", "index") || forecast.startsWith("create", "unique", "index")) {
            locks.addAll(LockForecast.on(changed, "SHARE", Blocks.WRITES));
        } else if (forecast.startsWith("alter") && forecast.contains("validate", "constraint")) {
            locks.addAll(LockForecast.on(changed, "SHARE UPDATE EXCLUSIVE", Blocks.SCHEMA_CHANGES));
        } else if (forecast.contains("trigger") || isForeignKey(forecast)) {
            locks.addAll(LockForecast.on(changed, "SHARE ROW EXCLUSIVE", Blocks.WRITES));
        } else {
            locks.addAll(LockForecast.on(changed, "ACCESS EXCLUSIVE", Blocks.READS_AND_WRITES));
        }
        locks.addAll(LockForecast.on(forecast.referred(), "SHARE ROW EXCLUSIVE", Blocks.WRITES));
        return locks;
    }

    /** Returns whether the statement adds a foreign key and nothing else; any other action would need a stronger lock. */
    private static boolean isForeignKey(LockForecast forecast) {
        return forecast.startsWith("alter")
                && forecast.contains("foreign", "key")
                && !forecast.contains("drop")
                && !forecast.contains("column");
    }
}
