package dev.trellis.cli;

/** A number with its noun. */
final class Quantity {
    private Quantity() {}

    /** Returns {@code 1 finding} or {@code 3 findings}; the noun must form its plural with an s. */
    static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
