package dev.trellis.adopt.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Derives the identifiers of converted revisions, so that everyone who converts a project gets the same ones, on every
 * machine and for every database.
 */
public final class DerivedIdentifier {
    private static final String LETTERS = "abcdef";
    private static final int LENGTH = 12;

    private DerivedIdentifier() {}

    /**
     * Returns twelve hexadecimal digits, the first of which is a letter, so that YAML does not read the identifier as a
     * number.
     *
     * @param parts the facts that identify the script within the database: the tool, the branch, the version
     */
    public static String of(String... parts) {
        byte[] hash = sha256(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
        String digits = HexFormat.of().formatHex(hash, 1, 1 + LENGTH / 2);
        return LETTERS.charAt(Math.floorMod(hash[0], LETTERS.length())) + digits.substring(1);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
