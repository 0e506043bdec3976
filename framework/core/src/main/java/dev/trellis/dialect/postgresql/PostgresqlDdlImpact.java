package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DdlImpact;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import org.jspecify.annotations.Nullable;

/** The locks that DDL takes: ALTER TABLE takes ACCESS EXCLUSIVE, CREATE INDEX takes SHARE (PostgreSQL's "Explicit Locking"). */
final class PostgresqlDdlImpact {
    static final DdlImpact IMPACT = new DdlImpact(true, true, true, PostgresqlDdlImpact::rewrites);

    private PostgresqlDdlImpact() {}

    /** Returns whether PostgreSQL rewrites the table; a greater length or precision and a change to text are binary compatible. */
    private static boolean rewrites(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return false;
        }
        if (!(from instanceof Portable old && to instanceof Portable next)) {
            return true;
        }
        if (old.kind() == Kind.STRING || old.kind() == Kind.TEXT) {
            return next.kind() != Kind.TEXT
                    && !(next.kind() == Kind.STRING
                            && old.kind() == Kind.STRING
                            && grows(old.lengthOrPrecision(), next.lengthOrPrecision()));
        }
        if (old.kind() != next.kind()) {
            return true;
        }
        return switch (old.kind()) {
            case NUMERIC ->
                !(next.lengthOrPrecision() == null
                        || (scale(old) == scale(next) && grows(old.lengthOrPrecision(), next.lengthOrPrecision())));
            case TIMESTAMP, TIMESTAMPTZ -> !grows(old.lengthOrPrecision(), next.lengthOrPrecision());
            case BINARY -> false;
            default -> true;
        };
    }

    private static int scale(Portable numeric) {
        return numeric.scale() == null ? 0 : numeric.scale();
    }

    private static boolean grows(@Nullable Integer from, @Nullable Integer to) {
        return to == null || (from != null && to >= from);
    }
}
