package dev.trellis.internal.script;

import dev.trellis.error.ClosestMatch;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How {@code revision} names its files: the configuration's {@code file_template}. */
public final class FileTemplate {
    /** As in Alembic. */
    private static final int SLUG_LENGTH = 40;

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    private final String template;

    /**
     * A template, which is looked at when a name is made.
     *
     * @param template with places such as {@code {revision}}, {@code {slug}} and {@code {year}}
     */
    public FileTemplate(String template) {
        this.template = template;
    }

    /**
     * The name of a file, without its extension.
     *
     * @param branch the label of its branch
     * @param created when, in the zone whose dates people expect
     * @throws ScriptException when the template has a place that nothing goes into, or leads out of the folder
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
        Matcher places = PLACE.matcher(template);
        StringBuilder name = new StringBuilder();
        while (places.find()) {
            String key = places.group(1);
            String value = values.get(key);
            if (value == null) {
                throw ScriptException.unknownPlace(
                        template, key, ClosestMatch.of(key, values.keySet()), values.keySet());
            }
            places.appendReplacement(name, Matcher.quoteReplacement(value));
        }
        String whole = places.appendTail(name).toString().replaceAll("[_-]+$", "");
        if (whole.isEmpty()
                || whole.startsWith(".")
                || whole.startsWith("-")
                || whole.equals("model")
                || whole.chars().anyMatch(c -> c < ' ' || "/\\:*?\"<>|".indexOf(c) >= 0)) {
            throw ScriptException.badFileName(template, whole);
        }
        return whole;
    }

    private static String twoDigits(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }

    /**
     * What a text is about, in letters that every file system takes: lower case, ASCII letters and digits with
     * underscores between, cut at a word where it is long.
     */
    static String slug(String text) {
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
