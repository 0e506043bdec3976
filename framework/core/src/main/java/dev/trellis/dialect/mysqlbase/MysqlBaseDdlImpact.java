package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.DdlImpact;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;

/**
 * What InnoDB does with ALGORITHM=COPY, during which writers wait ("InnoDB Online DDL Operations with ALGORITHM=INSTANT"
 * in MariaDB's handbook, "Online DDL Operations" in MySQL's). Indexes are built online there.
 */
final class MysqlBaseDdlImpact {
    static final DdlImpact LOCKING = new DdlImpact(false, false, true, MysqlBaseDdlImpact::rewrites);

    /** Characters of utf8mb4 whose length still fits into one byte. */
    private static final int SHORT = 63;

    private MysqlBaseDdlImpact() {}

    private static boolean rewrites(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return false;
        }
        if (from instanceof Enumeration old && to instanceof Enumeration next) {
            int size = old.values().size();
            return next.values().size() < size
                    || !next.values().subList(0, size).equals(old.values());
        }
        if (from instanceof Portable old
                && to instanceof Portable next
                && old.kind() == Kind.STRING
                && next.kind() == Kind.STRING
                && old.lengthOrPrecision() != null
                && next.lengthOrPrecision() != null) {
            return next.lengthOrPrecision() < old.lengthOrPrecision()
                    || (old.lengthOrPrecision() <= SHORT && next.lengthOrPrecision() > SHORT);
        }
        return true;
    }
}
