package dev.trellis.internal.script;

import dev.trellis.error.ClosestMatch;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of new scripts: {@code file_template} of the configuration. */
public final class FileTemplate {
    /** The greatest length of the part of the name that comes from the message. */
    private static final int SLUG_LENGTH = 40;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final String template;

    /**
     * Creates a template; {@link #name} checks it.
     *
     * @param template a text with placeholders such as {@code {revision}}, {@code {slug}} and {@code {year}}
     */
    public FileTemplate(String template) {
        this.template = template;
    }

    /**
     * Returns the name of a file, without its extension.
     *
     * @param branch the label of the script's branch
     * @param created the time of creation, in the time zone that dates in file names use
     * @throws ScriptException {@code unexpected_value} when the template has an unknown placeholder; {@code outside_folder} when
     *     the result is not a plain file name
     */
    public String name(String revision, String message, String branch, OffsetDateTime created) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("revision", revision);
        values.put("slug", slug(message));
        values.put("branch", slug(branch));
        values.put("year", String.format(Locale.ROOT, "%04d", created.getYear()));
        values.put("month", twoDigits(created.getMonthValue()));
        values.put("day", twoDigits(created.getDayOfMonth()));
        values.put("hour", twoDigits(created.getHour()));
        values.put("minute", twoDigits(created.getMinute()));
        values.put("second", twoDigits(created.getSecond()));
        Matcher placeholders = PLACEHOLDER.matcher(template);
        StringBuilder name = new StringBuilder();
        while (placeholders.find()) {
            String key = placeholders.group(1);
            String value = values.get(key);
            if (value == null) {
                throw ScriptException.unknownPlaceholder(
                        template, key, ClosestMatch.of(key, values.keySet()), values.keySet());
            }
            placeholders.appendReplacement(name, Matcher.quoteReplacement(value));
        }
        String result = placeholders.appendTail(name).toString().replaceAll("[_-]+$", "");
        if (result.isEmpty()
                || result.startsWith(".")
                || result.startsWith("-")
                || result.equals("model")
                || result.chars().anyMatch(c -> c < ' ' || "/\\:*?\"<>|".indexOf(c) >= 0)) {
            throw ScriptException.badFileName(template, result);
        }
        return result;
    }

    private static String twoDigits(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }

    /**
     * Returns a text in characters that every file system accepts: lower-case ASCII letters and digits, with underscores between
     * words; a long text is cut between words.
     */
    public static String slug(String text) {
        String ascii = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String slug =
                ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (slug.length() <= SLUG_LENGTH) {
            return slug;
        }
        int end = slug.lastIndexOf('_', SLUG_LENGTH);
        return slug.substring(0, end > 0 ? end : SLUG_LENGTH);
    }
}
