package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/** Reads one YAML document into {@link Node}s. */
public final class YamlReader {
    /** A word in front of a parenthesis that is not closed, at the end of the text: {@code enum(mood}. */
    private static final Pattern UNQUOTED_CALL = Pattern.compile("[{,:\\s](\\w+)\\([^()'\"]*$");

    /** The parser's message about a key that a mapping has twice. */
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.*)\"", Pattern.DOTALL);

    /**
     * The greatest depth of nesting: more than any script or model needs, and small enough for the stack. Jackson, which counts
     * from 1, must accept one level more, so that {@link #node} reports the place.
     */
    private static final int MAX_DEPTH = 60;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
            // SnakeYAML's default limit is 3 MiB, the size of a model of 4,000 tables.
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(TextFile.MAX_BYTES)
                    .setSchema(new FastScalarResolver())
                    .build())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 2)
                    .build())
            .build();

    private final String source;
    private final int firstLine;
    private final YAMLParser parser;

    private YamlReader(String source, int firstLine, YAMLParser parser) {
        this.source = source;
        this.firstLine = firstLine;
        this.parser = parser;
    }

    /**
     * Reads a whole text that begins on line 1.
     *
     * @see #read(String, String, int)
     */
    public static Node read(String source, String text) {
        return read(source, text, 1);
    }

    /**
     * Reads a whole text.
     *
     * @param source the name of the text in errors, such as a file name
     * @param firstLine the line of the source on which the text begins, from 1
     * @return the document; a null scalar when the text is empty
     * @throws YamlException when the text is not one well-formed document, or uses an anchor, an alias or a tag
     */
    public static Node read(String source, String text, int firstLine) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw YamlException.malformed(
                    Location.of(source), "the file contains a NUL character, so it is not a text file");
        }
        try (YAMLParser parser =
                (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), new SurrogateSafeReader(text))) {
            return new YamlReader(source, firstLine, parser).document();
        } catch (JacksonException e) {
            throw malformed(source, text, firstLine, e);
        } catch (StackOverflowError e) {
            throw YamlException.refused(Location.of(source), "the YAML is nested too deeply", null);
        }
    }

    private Node document() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            Location start = new Location(source, firstLine, 1);
            return new Scalar(null, "", start);
        }
        Node root = node(token, 0);
        if (parser.nextToken() != null) {
            throw YamlException.malformed(here(), "a second document begins here; only one is allowed");
        }
        return root;
    }

    private Node node(JsonToken token, int depth) {
        Location location = here();
        refuse(location);
        if (depth > MAX_DEPTH) {
            throw YamlException.refused(location, "the YAML is nested more than " + MAX_DEPTH + " levels deep", null);
        }
        return switch (token) {
            case START_OBJECT -> mapping(location, depth);
            case START_ARRAY -> sequence(location, depth);
            default -> scalar(token, location);
        };
    }

    private void refuse(Location location) {
        if (parser.isCurrentAlias()) {
            throw YamlException.refused(location, "aliases (*name) are not allowed", "Write the value out.");
        }
        if (parser.getObjectId() != null) {
            throw YamlException.refused(
                    location, "anchors (&name) are not allowed", "Write the value out where it is used.");
        }
        if (parser.getTypeId() != null) {
            throw YamlException.refused(location, "tags (!name) are not allowed", "Remove the tag.");
        }
    }

    private Mapping mapping(Location location, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Location keyLocation = here();
            refuse(keyLocation);
            String key = parser.currentName();
            Entry entry = new Entry(keyLocation, node(parser.nextToken(), depth + 1));
            if (entries.put(key, entry) != null) {
                throw YamlException.malformed(keyLocation, "duplicate key '" + key + "'");
            }
        }
        return new Mapping(entries, location);
    }

    private Sequence sequence(Location location, int depth) {
        List<Node> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(node(token, depth + 1));
            token = parser.nextToken();
        }
        return new Sequence(items, location);
    }

    private Scalar scalar(JsonToken token, Location location) {
        String text = parser.getString();
        return new Scalar(value(token, text, location), text == null ? "" : text, location);
    }

    private @Nullable Object value(JsonToken token, String text, Location location) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> number(text, location);
            case VALUE_NUMBER_FLOAT -> number(text, location);
            default -> text;
        };
    }

    /** Returns a BigDecimal, or the text of an octal or hexadecimal number, {@code .inf} and the like. */
    private static Object number(String text, Location location) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > 1000) {
                throw YamlException.refused(
                        location, "the number " + text + " is too large or has too many decimal places", null);
            }
            return number;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private Location here() {
        return location(source, firstLine, parser.currentTokenLocation());
    }

    private static Location location(String source, int firstLine, TokenStreamLocation place) {
        return new Location(source, place.getLineNr() + firstLine - 1, place.getColumnNr());
    }

    private static YamlException malformed(String source, String text, int firstLine, JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            Mark mark = marked.getProblemMark().orElse(null);
            if (mark == null) {
                return YamlException.malformed(Location.of(source), marked.getProblem());
            }
            Location location = new Location(source, mark.getLine() + firstLine, mark.getColumn() + 1);
            String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
            Matcher call = UNQUOTED_CALL.matcher(line.substring(0, Math.min(mark.getColumn(), line.length())));
            return call.find()
                    ? YamlException.unquoted(location, call.group(1))
                    : YamlException.malformed(location, marked.getProblem());
        }
        Matcher twice = DUPLICATE.matcher(String.valueOf(e.getOriginalMessage()));
        TokenStreamLocation place = e.getLocation();
        Location location = place == null ? Location.of(source) : location(source, firstLine, place);
        return YamlException.malformed(
                location,
                twice.matches()
                        ? "the key '" + twice.group(1) + "' occurs twice in one mapping"
                        : String.valueOf(e.getOriginalMessage()));
    }
}
