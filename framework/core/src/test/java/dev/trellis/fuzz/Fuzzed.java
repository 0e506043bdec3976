package dev.trellis.fuzz;

/** What Jazzer calls, in a process of its own. */
public final class Fuzzed {
    static final String PARSER = "trellis.fuzz.parser";

    private static final Parser FUZZED = Parser.valueOf(System.getProperty(PARSER));

    private Fuzzed() {}

    /** Reads one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        FUZZED.check(input);
    }
}
