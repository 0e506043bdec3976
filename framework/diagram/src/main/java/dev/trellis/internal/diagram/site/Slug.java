package dev.trellis.internal.diagram.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files and anchors. A name of lower-case letters, digits and underscores stays as it is. Any other name gets a hash,
 * so that names stay different in a file system that ignores letter case and forbids characters.
 */
public final class Slug {
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9_]+");
    private static final Set<String> RESERVED =
            Set.of("index", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3");
    private static final int LENGTH = 40;
    private static final int HASH = 10;

    private Slug() {}

    /** Returns the name of the file or anchor for a name. */
    public static String of(String name) {
        if (PLAIN.matcher(name).matches() && !RESERVED.contains(name)) {
            return name;
        }
        String readable = OTHER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
        return readable.substring(0, Math.min(readable.length(), LENGTH)) + "-" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_16BE));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
