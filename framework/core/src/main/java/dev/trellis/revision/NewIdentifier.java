package dev.trellis.revision;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Identifiers for new revisions. */
public final class NewIdentifier {
    private static final String LETTERS = "abcdef";
    private static final String DIGITS = "0123456789abcdef";
    private static final int LENGTH = 12;
    private static final RandomGenerator RANDOM = new SecureRandom();

    private NewIdentifier() {}

    /** Twelve hexadecimal digits of which the first is a letter, so that nothing ever takes one for a number. */
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
