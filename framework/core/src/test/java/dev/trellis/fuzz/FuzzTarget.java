package dev.trellis.fuzz;

/** What Jazzer calls, in a process of its own. */
public final class FuzzTarget {
    static final String PARSER = "trellis.fuzz.parser";

    private static final Parser FUZZED = Parser.valueOf(System.getProperty(PARSER));

    private FuzzTarget() {}

    /** Reads one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        FUZZED.check(input);
    }
}
