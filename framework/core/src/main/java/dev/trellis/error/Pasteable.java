package dev.trellis.error;

import java.io.File;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Quotes the user's own texts for the commands and the YAML that an advice shows, so that a user can paste the command or
 * the YAML unchanged. A label may contain blanks and every character that has a meaning for a shell except quotes; a target
 * on the command line may contain quotes as well.
 */
public final class Pasteable {
    private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{N}_@%+:,./-][\\p{L}\\p{N}_@%+=:,./-]*");

    /** Words that YAML reads as text in each of its versions, also in braces and brackets. */
    private static final Pattern PLAIN_SCALAR = Pattern.compile("[\\p{L}_]([\\p{L}\\p{N}_.@/ -]*[\\p{L}\\p{N}_])?");

    private static final Pattern YAML_KEYWORD = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private Pasteable() {}

    /**
     * Returns a text as one word of the shell of this operating system: unless the text is plain, in single quotes for a POSIX
     * shell, in double quotes for cmd and PowerShell.
     */
    public static String word(String text) {
        return word(text, File.separatorChar == '\\');
    }

    static String word(String text, boolean windows) {
        if (PLAIN_WORD.matcher(windows ? text.replace('\\', '/') : text).matches()) {
            return text;
        }
        return windows ? '"' + text.replace("\"", "\\\"") + '"' : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Returns texts as words of the shell, separated by blanks. */
    public static String words(Collection<String> texts) {
        return texts.stream().map(Pasteable::word).collect(Collectors.joining(" "));
    }

    /** Returns texts as the items of a YAML list in brackets, separated by commas. */
    public static String yaml(Collection<String> texts) {
        return texts.stream().map(Pasteable::yaml).collect(Collectors.joining(", "));
    }

    /** Returns a text as a scalar of YAML, also within braces: in double quotes unless it is plain. */
    public static String yaml(String text) {
        if (PLAIN_SCALAR.matcher(text).matches() && !YAML_KEYWORD.matcher(text).matches() && !text.contains(" -")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
