package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.error.Location;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a root changelog with all that it includes, and returns the change sets in the order in which they run. */
final class ChangelogReader {
    private static final int MAX_CHANGE_SETS = 100_000;
    private static final int MAX_FILES = 20_000;
    private static final Set<String> FORMATS = Set.of("xml", "yaml", "yml", "json", "sql");

    private final ChangelogFiles files;
    private final ChangeFilter filter;
    private final List<ChangeSet> first = new ArrayList<>();
    private final List<ChangeSet> middle = new ArrayList<>();
    private final List<ChangeSet> last = new ArrayList<>();
    private final Set<String> filtered = new HashSet<>();
    private final Map<String, Location> keys = new HashMap<>();
    private final List<String> open = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private int read;

    ChangelogReader(ChangelogFiles files, ChangeFilter filter) {
        this.files = files;
        this.filter = filter;
    }

    /**
     * The settings that a changelog passes to those that it includes.
     *
     * @param path the logical path; null if the path of the file counts
     * @param quoting the quoting strategy; null for the default
     */
    private record Inherited(
            ChangelogProperties properties,
            @Nullable String path,
            @Nullable String quoting) {}

    /** Reads a root changelog. */
    void read(String changelog, ChangelogProperties properties) {
        ChangelogFile file = files.require(changelog, null, Location.of(changelog));
        read(file, new Inherited(properties, null, null), file.location());
    }

    private void read(ChangelogFile file, Inherited inherited, Location place) {
        if (open.contains(file.path())) {
            throw ChangelogException.malformed(
                    place, "the changelog includes itself: " + String.join(" -> ", open) + " -> " + file.path());
        }
        if (++read > MAX_FILES) {
            throw ChangelogException.malformed(place, "the changelog includes more than " + MAX_FILES + " files");
        }
        open.add(file.path());
        ChangeNode root = parse(file);
        try {
            readChildren(file, root, inherited);
        } catch (IllegalArgumentException e) {
            throw ChangelogException.malformed(file.location(), String.valueOf(e.getMessage()));
        }
        open.remove(open.size() - 1);
    }

    private static ChangeNode parse(ChangelogFile file) {
        return switch (file.extension()) {
            case "xml" -> XmlChangelogReader.read(file);
            case "yaml", "yml", "json" -> YamlChangelogReader.read(file);
            case "sql" -> FormattedSqlReader.read(file);
            default ->
                throw ChangelogException.malformed(
                        file.location(), "its name does not end in .xml, .yaml, .yml, .json or .sql");
        };
    }

    private void readChildren(ChangelogFile file, ChangeNode root, Inherited inherited) {
        ChangelogProperties properties = inherited.properties();
        String ownPath = root.get("logicalFilePath");
        String ownQuoting = root.get("objectQuotingStrategy");
        Inherited own = new Inherited(
                properties,
                ownPath == null ? inherited.path() : properties.expand(ownPath),
                ownQuoting == null ? inherited.quoting() : ownQuoting);
        for (ChangeNode written : root.children()) {
            switch (written.name()) {
                case "changeSet" -> addChangeSet(file, written, own);
                case "property" -> addProperty(file, written.map(properties::expand), properties);
                case "include" -> include(file, written.map(properties::expand), own);
                case "includeAll" -> includeAll(file, written.map(properties::expand), own);
                case "preConditions" -> addPreconditions(written);
                case "logicalFilePath", "objectQuotingStrategy", "changeLogId", "changelogId" -> {
                    // The attributes of the root are read above; the identifier belongs to a commercial service.
                }
                default -> gaps.add(gap(written, "the element '" + written.name() + "' is not known"));
            }
        }
    }

    private void addChangeSet(ChangelogFile file, ChangeNode written, Inherited own) {
        own.properties().takeMissing();
        ChangeNode node = written.map(own.properties()::expand);
        Set<String> missing = own.properties().takeMissing();
        String id = node.get("id");
        String author = node.get("author");
        if (id == null || author == null) {
            throw ChangelogException.malformed(node.location(), "the change set has no id or no author");
        }
        String path = node.get("logicalFilePath");
        ChangeSet set = new ChangeSet(
                id,
                author,
                path != null ? path : own.path() != null ? own.path() : file.path(),
                file,
                node,
                node.get("objectQuotingStrategy") == null ? own.quoting() : node.get("objectQuotingStrategy"),
                missing);
        String reason = node.flag("ignore", false) ? "it is ignored" : filter.reason(node);
        if (reason != null) {
            leaveOut(set, reason);
            return;
        }
        Location other = keys.putIfAbsent(set.key(), set.location());
        if (other != null) {
            throw ChangelogException.malformed(
                    set.location(), "the change set " + set.key() + " exists twice, also at " + other);
        }
        if (keys.size() > MAX_CHANGE_SETS) {
            throw ChangelogException.malformed(
                    set.location(), "the changelog has more than " + MAX_CHANGE_SETS + " change sets");
        }
        String order = node.get("runOrder");
        ("first".equalsIgnoreCase(order) ? first : "last".equalsIgnoreCase(order) ? last : middle).add(set);
    }

    private void leaveOut(ChangeSet set, String reason) {
        filtered.add(set.key());
        notes.add(new Note(
                place(set.node()), "change set " + set.key() + " is left out: " + PrintableName.of(reason), null));
    }

    private void addProperty(ChangelogFile file, ChangeNode node, ChangelogProperties properties) {
        if (filter.reason(node) != null) {
            return;
        }
        boolean isGlobal = node.flag("global", true);
        String name = node.get("name");
        String source = node.get("file");
        if (name != null) {
            properties.define(name, node.getOrEmpty("value"), isGlobal);
        } else if (source != null) {
            ChangelogFile from = node.flag("relativeToChangelogFile", false) ? file : null;
            ChangelogFile found = node.flag("errorIfMissing", true)
                    ? files.require(source, from, node.location())
                    : files.find(source, from, node.location());
            if (found != null) {
                Properties loaded = new Properties();
                try {
                    loaded.load(new StringReader(found.text()));
                } catch (IOException | IllegalArgumentException e) {
                    throw ChangelogException.malformed(found.location(), "it is not a file of properties");
                }
                loaded.stringPropertyNames().forEach(key -> properties.define(key, loaded.getProperty(key), isGlobal));
            }
        } else {
            throw ChangelogException.malformed(node.location(), "the property has no name and no file");
        }
    }

    private void addPreconditions(ChangeNode node) {
        String names = String.join(
                ", ",
                node.children().stream()
                        .filter(child -> !child.name().startsWith("on"))
                        .map(ChangeNode::name)
                        .toList());
        notes.add(new Note(
                place(node), "the preconditions of the changelog are not checked: " + PrintableName.of(names), null));
    }

    private void include(ChangelogFile file, ChangeNode node, Inherited own) {
        String path = node.get("file");
        if (path == null) {
            throw ChangelogException.malformed(node.location(), "the include names no file");
        }
        ChangelogFile from = node.flag("relativeToChangelogFile", false) ? file : null;
        ChangelogFile found = node.flag("errorIfMissing", true)
                ? files.require(path, from, node.location())
                : files.find(path, from, node.location());
        if (found != null) {
            include(List.of(found), node, own);
        } else {
            notes.add(new Note(place(node), "the included file '" + PrintableName.of(path) + "' does not exist", null));
        }
    }

    private void includeAll(ChangelogFile file, ChangeNode node, Inherited own) {
        String path = node.get("path");
        if (path == null) {
            throw ChangelogException.malformed(node.location(), "the includeAll names no path");
        }
        for (String code : List.of("resourceFilter", "filter", "resourceComparator")) {
            if (node.has(code)) {
                gaps.add(gap(node, "'" + code + "' is a Java class, which is not run: all files are included by path"));
            }
        }
        ChangelogFile folder =
                files.find(path, node.flag("relativeToChangelogFile", false) ? file : null, node.location());
        String suffix = node.getOrEmpty("endsWithFilter");
        List<ChangelogFile> found = new ArrayList<>();
        if (folder != null) {
            for (ChangelogFile each :
                    files.below(folder, depth(node, "minDepth", 0), depth(node, "maxDepth", 100), node.location())) {
                if (!each.path().endsWith(suffix)) {
                    continue;
                }
                if (FORMATS.contains(each.extension())) {
                    found.add(each);
                } else {
                    notes.add(new Note(each.display(), "it is not a changelog and is not included", null));
                }
            }
        }
        if (found.isEmpty() && node.flag("errorIfMissingOrEmpty", true)) {
            throw ChangelogException.unreadable(node.location(), path, "contains no changelog");
        }
        include(found, node, own);
    }

    private static int depth(ChangeNode node, String attribute, int otherwise) {
        String value = node.get(attribute);
        return value != null && value.matches("\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    private void include(List<ChangelogFile> included, ChangeNode node, Inherited own) {
        String path = node.get("logicalFilePath");
        String reason = node.flag("ignore", false) ? "it is ignored" : filter.reason(node);
        if (reason != null) {
            included.forEach(file -> notes.add(
                    new Note(place(node), file.display() + " is not included: " + PrintableName.of(reason), null)));
        }
        ChangelogReader target = reason == null ? this : leftOut();
        for (ChangelogFile file : included) {
            target.read(
                    file,
                    new Inherited(own.properties().included(), path == null ? own.path() : path, own.quoting()),
                    node.location());
        }
        if (target != this) {
            read = target.read;
            filtered.addAll(target.filtered);
            target.changeSets().forEach(set -> filtered.add(set.key()));
        }
    }

    /** Returns a reader for changelogs that are left out as a whole; only their keys are of interest. */
    private ChangelogReader leftOut() {
        ChangelogReader reader = new ChangelogReader(files, filter);
        reader.open.addAll(open);
        reader.read = read;
        return reader;
    }

    /** Returns the change sets that run, in their order. */
    List<ChangeSet> changeSets() {
        List<ChangeSet> all = new ArrayList<>(first);
        all.addAll(middle);
        all.addAll(last);
        return all;
    }

    /** Returns the keys of the change sets that are left out. */
    Set<String> filtered() {
        return filtered;
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<Note> notes() {
        return notes;
    }

    private static Gap gap(ChangeNode node, String reason) {
        return new Gap(node.location().source(), node.location().line(), PrintableName.of(reason), null);
    }

    private static String place(ChangeNode node) {
        return node.location().source() + ":" + node.location().line();
    }
}
