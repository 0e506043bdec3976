package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.DdlImpact;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;

/**
 * The changes that InnoDB performs with ALGORITHM=COPY, which blocks writers ("InnoDB Online DDL Operations with
 * ALGORITHM=INSTANT" in MariaDB's manual, "Online DDL Operations" in MySQL's). InnoDB creates indexes online.
 */
final class MysqlBaseDdlImpact {
    static final DdlImpact IMPACT = new DdlImpact(false, false, true, MysqlBaseDdlImpact::rewrites);

    /** The greatest number of utf8mb4 characters whose length in bytes fits into one byte. */
    private static final int ONE_BYTE_LENGTH = 63;

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
                    || (old.lengthOrPrecision() <= ONE_BYTE_LENGTH && next.lengthOrPrecision() > ONE_BYTE_LENGTH);
        }
        return true;
    }
}
