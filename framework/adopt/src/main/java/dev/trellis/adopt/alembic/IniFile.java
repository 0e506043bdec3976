package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file in the format of Python's {@code configparser}: sections, values that continue on indented lines, and variables
 * {@code %(name)s}.
 */
final class IniFile {
    private static final String DEFAULTS = "DEFAULT";
    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 100_000;
    private static final Pattern SECTION = Pattern.compile("\\[([^]]+)].*");
    private static final Pattern OPTION = Pattern.compile("([^=:]+?)\\s*[=:]\\s*(.*)");
    private static final Pattern VARIABLE = Pattern.compile("%(?:%|\\(([^)]*)\\)s)");

    private final String display;
    private final Map<String, String> variables;
    private final Map<String, Map<String, Value>> sections = new LinkedHashMap<>();

    private record Value(String text, int line) {}

    private IniFile(String display, Map<String, String> variables) {
        this.display = display;
        this.variables = new HashMap<>(variables);
    }

    /**
     * Reads a file.
     *
     * @param display the file in messages
     * @param variables the values of variables that no section defines
     */
    static IniFile read(String display, String text, Map<String, String> variables) {
        IniFile file = new IniFile(display, variables);
        file.read(text.lines().toList());
        return file;
    }

    private void read(List<String> lines) {
        Map<String, Value> section = null;
        String option = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
                continue;
            }
            Matcher header = SECTION.matcher(stripped);
            boolean isContinued = Character.isWhitespace(line.charAt(0));
            if (isContinued && section != null && option != null) {
                Value value = section.get(option);
                section.put(
                        option,
                        value == null
                                ? new Value(stripped, i + 1)
                                : new Value(value.text() + "\n" + stripped, value.line()));
            } else if (header.matches()) {
                section = sections.computeIfAbsent(header.group(1), name -> new LinkedHashMap<>());
                option = null;
            } else {
                Matcher assignment = OPTION.matcher(stripped);
                if (section == null || !assignment.matches()) {
                    throw malformed(i + 1, "it is not a setting: " + PrintableName.of(stripped));
                }
                option = assignment.group(1).toLowerCase(Locale.ROOT);
                section.put(option, new Value(assignment.group(2), i + 1));
            }
        }
    }

    boolean hasSection(String name) {
        return sections.containsKey(name);
    }

    /**
     * Returns a setting with its variables replaced by their values; null if neither the section nor the defaults
     * contain it.
     */
    @Nullable
    String get(String section, String option) {
        Value value = value(section, option);
        return value == null ? null : expanded(section, value.text(), value.line(), 0);
    }

    private @Nullable Value value(String section, String option) {
        Value value = sections.getOrDefault(section, Map.of()).get(option);
        return value == null ? sections.getOrDefault(DEFAULTS, Map.of()).get(option) : value;
    }

    private String expanded(String section, String text, int line, int depth) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        int position = 0;
        while (matcher.find()) {
            result.append(text, position, matcher.start());
            result.append(matcher.group(1) == null ? "%" : variable(section, matcher.group(1), line, depth));
            position = matcher.end();
            if (result.length() > MAX_LENGTH) {
                throw malformed(line, "the value is too long once its variables are replaced");
            }
        }
        return result.append(text.substring(position)).toString();
    }

    private String variable(String section, String name, int line, int depth) {
        String key = name.toLowerCase(Locale.ROOT);
        Value value = value(section, key);
        if (value != null && depth < MAX_DEPTH) {
            return expanded(section, value.text(), line, depth + 1);
        }
        String known = variables.get(key);
        if (value != null || known == null) {
            throw malformed(
                    line,
                    value == null
                            ? "the variable '" + PrintableName.of(name) + "' has no value"
                            : "the variable '" + PrintableName.of(name) + "' contains itself");
        }
        return known;
    }

    private SourceException malformed(int line, String why) {
        return SourceException.cannotConvert(
                new Location(display, line, 1),
                why,
                "Correct the file, or name the folder of the scripts: --set script_location=FOLDER");
    }
}
