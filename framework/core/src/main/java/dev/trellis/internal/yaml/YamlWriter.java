package dev.trellis.internal.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists and scalars as a person would: short collections in braces on one line, long ones over several
 * lines, text in quotes only where YAML 1.2 needs them, and text of several lines as a block. {@link YamlReader} reads
 * back the same values.
 */
public final class YamlWriter {
    private static final int WIDTH = 110;
    private static final int STEP = 2;

    /** Text that {@link YamlReader} or a reader of an older version of YAML may read as a number. */
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9_]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** Text that begins with no indicator of YAML. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/(.$+-][^\\p{Cntrl}]*", Pattern.DOTALL);

    private static final Pattern WORD_OF_YAML = Pattern.compile("~|null|Null|NULL|true|True|TRUE|false|False|FALSE");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    /**
     * Returns a value on one line.
     *
     * @param value null, a String, a Boolean, a number, or a List or Map of these; the keys are Strings
     */
    public static String line(@Nullable Object value) {
        return flow(value, false);
    }

    /**
     * Returns a list with each item on lines of its own.
     *
     * @param indent the number of blanks before each dash
     */
    public static String items(List<?> items, int indent) {
        YamlWriter writer = new YamlWriter();
        for (Object item : items) {
            writer.item(item, indent);
        }
        return writer.text.toString();
    }

    /** Returns a mapping with each entry, and each entry of the mappings in it, on lines of its own. */
    public static String mapping(Map<?, ?> map) {
        YamlWriter writer = new YamlWriter();
        map.entrySet().forEach(entry -> writer.entry(entry, 0, true));
        return writer.text.toString();
    }

    private void item(@Nullable Object item, int indent) {
        text.append(" ".repeat(indent)).append('-');
        if (item instanceof Map<?, ?> map && (map.size() == 1 || (!map.isEmpty() && !isShort(map)))) {
            text.append(' ');
            entries(map, indent + STEP);
        } else {
            value(item, indent, false);
        }
    }

    /** Writes the entries of a map: the first on the current line, each other on a new line. */
    private void entries(Map<?, ?> map, int indent) {
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            boolean columns = "columns".equals(entry.getKey()) && entry.getValue() instanceof Map;
            entry(entry, indent, columns || isTable(entry.getValue()));
            before = " ".repeat(indent);
        }
    }

    private void entry(Map.Entry<?, ?> entry, int indent, boolean block) {
        text.append(scalar(String.valueOf(entry.getKey()), true)).append(':');
        value(entry.getValue(), indent, block);
    }

    /** Returns whether the value is a table, which is written over several lines even when it is short. */
    private static boolean isTable(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get("columns") instanceof Map;
    }

    /**
     * Writes a value after a key or dash.
     *
     * @param block whether the value is written over several lines although it fits on one line
     */
    private void value(@Nullable Object value, int indent, boolean block) {
        if (value instanceof String string && isLiteral(string)) {
            literal(string, indent);
        } else if (!block && isShort(value)) {
            text.append(' ').append(flow(value, false)).append('\n');
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n').append(" ".repeat(indent + STEP));
            entries(map, indent + STEP);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            text.append('\n').append(items(list, indent + STEP));
        } else {
            text.append(' ').append(flow(value, false)).append('\n');
        }
    }

    private boolean isShort(@Nullable Object value) {
        if (!(value instanceof Map) && !(value instanceof List)) {
            return true;
        }
        if (value instanceof List<?> list && list.stream().anyMatch(item -> item instanceof Map)) {
            return false;
        }
        if (value instanceof Map<?, ?> map
                && map.values().stream().anyMatch(each -> each instanceof String string && isLiteral(string))) {
            return false;
        }
        int line = text.length() - text.lastIndexOf("\n");
        return line + flow(value, false).length() <= WIDTH;
    }

    /** Returns whether the value has several lines that a literal block can represent. */
    private static boolean isLiteral(String value) {
        return value.indexOf('\n') > 0
                && value.indexOf('\n') < value.length() - 1
                && !value.startsWith(" ")
                && !value.endsWith("\n\n")
                && !value.startsWith("\t")
                && value.chars().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c))
                && value.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    private void literal(String value, int indent) {
        text.append(value.endsWith("\n") ? " |\n" : " |-\n");
        value.lines()
                .forEach(line -> text.append(line.isEmpty() ? "" : " ".repeat(indent + STEP))
                        .append(line)
                        .append('\n'));
    }

    /**
     * Returns a value on one line.
     *
     * @param inside whether braces or brackets enclose the value
     */
    private static String flow(@Nullable Object value, boolean inside) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, each) -> entries.add(scalar(String.valueOf(key), true) + ": " + flow(each, true)));
            return "{" + String.join(", ", entries) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ", ", list.stream().map(each -> flow(each, true)).toList()) + "]";
        }
        if (value instanceof BigDecimal number) {
            return number.toString();
        }
        return value instanceof String string ? scalar(string, inside) : String.valueOf(value);
    }

    private static String scalar(String value, boolean inside) {
        if (isPlain(value, inside)) {
            return value;
        }
        boolean single = value.chars().allMatch(YamlWriter::isPrintable)
                && (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0);
        return single ? "'" + value.replace("'", "''") + "'" : quoted(value);
    }

    private static boolean isPlain(String value, boolean inside) {
        return PLAIN.matcher(value).matches()
                && !NUMBER.matcher(value).matches()
                && !WORD_OF_YAML.matcher(value).matches()
                && !value.equals("-")
                && !value.startsWith("- ")
                && !value.startsWith("---")
                && !value.startsWith("...")
                && !value.endsWith(" ")
                && !value.endsWith(":")
                && !value.contains(": ")
                && !value.contains(" #")
                && value.chars().allMatch(YamlWriter::isPrintable)
                && !(inside && value.chars().anyMatch(c -> ",[]{}:".indexOf(c) >= 0));
    }

    /** Returns whether the character needs no escape. The caller handles surrogates, which come in pairs. */
    private static boolean isPrintable(int c) {
        return (c >= ' ' && c < 0x7f)
                || (c > 0xa0 && c < 0x2028)
                || (c > 0x2029 && c < 0xd800)
                || (c >= 0xe000 && c < 0xfffe && c != 0xfeff);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (isPrintable(c) || Character.isSurrogate((char) c)) {
                        quoted.append((char) c);
                    } else {
                        quoted.append(String.format("\\u%04x", c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
