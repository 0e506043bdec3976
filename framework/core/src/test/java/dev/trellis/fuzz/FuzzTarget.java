package dev.trellis.fuzz;

/** The class that Jazzer calls in its process. */
public final class FuzzTarget {
    static final String PARSER = "trellis.fuzz.parser";

    private static final Parser SELECTED = Parser.valueOf(System.getProperty(PARSER));

    private FuzzTarget() {}

    /** Checks one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        SELECTED.check(input);
    }
}
