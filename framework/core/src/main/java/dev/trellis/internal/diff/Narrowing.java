package dev.trellis.internal.diff;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether values of one type may not fit into another. */
public final class Narrowing {
    private static final List<Kind> INTEGERS = List.of(Kind.SMALLINT, Kind.INTEGER, Kind.BIGINT);
    /** The decimal digits of the largest value of each integer type. */
    private static final List<Integer> DIGITS = List.of(5, 10, 19);

    private Narrowing() {}

    /** Returns whether converting the type may lose or reject a value. */
    public static boolean narrows(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return false;
        }
        if (from instanceof Enumeration old) {
            return to instanceof Enumeration next
                    ? !next.values().containsAll(old.values())
                    : !holds(
                            to,
                            old.values().stream().mapToInt(String::length).max().orElse(0));
        }
        if (!(from instanceof Portable old && to instanceof Portable next)) {
            return !(to instanceof Portable text && text.kind() == Kind.TEXT);
        }
        if (old.kind() == next.kind()) {
            return old.kind() == Kind.NUMERIC
                    ? narrowsNumeric(old, next)
                    : isLess(next.lengthOrPrecision(), old.lengthOrPrecision());
        }
        if (next.kind() == Kind.TEXT) {
            return false;
        }
        if (old.kind().isInteger() && next.kind().isInteger()) {
            return INTEGERS.indexOf(next.kind()) < INTEGERS.indexOf(old.kind());
        }
        if (old.kind().isInteger() && next.kind() == Kind.NUMERIC) {
            return isLess(whole(next), DIGITS.get(INTEGERS.indexOf(old.kind())));
        }
        if (old.kind() == Kind.CHAR && next.kind() == Kind.STRING) {
            return isLess(next.lengthOrPrecision(), old.lengthOrPrecision());
        }
        return !(old.kind() == Kind.REAL && next.kind() == Kind.DOUBLE)
                && !(old.kind() == Kind.BINARY && next.kind() == Kind.BLOB)
                && !(old.kind() == Kind.DATE && isTimestamp(next.kind()))
                && !(isTimestamp(old.kind())
                        && isTimestamp(next.kind())
                        && !isLess(next.lengthOrPrecision(), old.lengthOrPrecision()));
    }

    private static boolean isTimestamp(Kind kind) {
        return kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMPTZ;
    }

    private static boolean holds(ColumnType type, int length) {
        return type instanceof Portable portable
                && portable.kind().isText()
                && (portable.lengthOrPrecision() == null || portable.lengthOrPrecision() >= length);
    }

    private static boolean narrowsNumeric(Portable from, Portable to) {
        return isLess(whole(to), whole(from)) || (to.lengthOrPrecision() != null && isLess(scale(to), scale(from)));
    }

    private static @Nullable Integer whole(Portable numeric) {
        Integer digits = numeric.lengthOrPrecision();
        return digits == null ? null : Integer.valueOf(digits - Objects.requireNonNullElse(numeric.scale(), 0));
    }

    private static @Nullable Integer scale(Portable numeric) {
        return numeric.lengthOrPrecision() == null ? null : Objects.requireNonNullElse(numeric.scale(), 0);
    }

    /** Returns whether a limit is less than another limit. Null means no limit. */
    private static boolean isLess(@Nullable Integer limit, @Nullable Integer otherLimit) {
        return limit != null && (otherLimit == null || limit < otherLimit);
    }
}
