package dev.trellis.revision;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Generates identifiers for new revisions. */
public final class NewIdentifier {
    private static final String LETTERS = "abcdef";
    private static final String DIGITS = "0123456789abcdef";
    private static final int LENGTH = 12;
    private static final RandomGenerator RANDOM = new SecureRandom();

    private NewIdentifier() {}

    /** Returns twelve hexadecimal digits. The first is a letter, so that YAML does not read the identifier as a number. */
    public static String next() {
        return next(RANDOM);
    }

    static String next(RandomGenerator random) {
        StringBuilder id = new StringBuilder(LENGTH);
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        while (id.length() < LENGTH) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
