package dev.trellis.junit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Parts of the names of throwaway databases, as hexadecimal digits. */
final class TestDatabaseNames {
    private TestDatabaseNames() {}

    /** Returns 8 random digits. */
    static String random() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Returns the first digits of the SHA-256 hash of some texts. */
    static String hash(int digits, String... texts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", texts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
