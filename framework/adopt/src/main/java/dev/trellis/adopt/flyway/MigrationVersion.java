package dev.trellis.adopt.flyway;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a migration: numbers separated by dots or underscores. Versions are compared number by number, and zeros at
 * the end do not count: {@code 1.0} equals {@code 1}, and {@code 1.2} is below {@code 1.10}.
 *
 * @param parts the numbers, without zeros at the end; empty for version 0
 */
record MigrationVersion(List<BigInteger> parts) implements Comparable<MigrationVersion> {
    private static final Pattern FORM = Pattern.compile("[0-9]+([._]+[0-9]+)*");
    /** A version longer than this is no version, and computing with it would take long. */
    private static final int MAX_LENGTH = 200;

    MigrationVersion {
        parts = List.copyOf(parts);
    }

    /** Parses a version; empty if the text is none. */
    static Optional<MigrationVersion> parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        List<BigInteger> parts = new ArrayList<>();
        for (String part : text.split("[._]+", -1)) {
            parts.add(new BigInteger(part));
        }
        while (!parts.isEmpty() && parts.get(parts.size() - 1).signum() == 0) {
            parts.remove(parts.size() - 1);
        }
        return Optional.of(new MigrationVersion(parts));
    }

    boolean isAtMost(MigrationVersion other) {
        return compareTo(other) <= 0;
    }

    @Override
    public int compareTo(MigrationVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = part(i).compareTo(other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger part(int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }

    /** Returns the version with dots and without zeros at the end, so that equal versions have equal texts. */
    @Override
    public String toString() {
        return parts.isEmpty()
                ? "0"
                : String.join(".", parts.stream().map(BigInteger::toString).toList());
    }
}
