package dev.trellis.model;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A model in YAML: a file, or an entry of a jar. */
public final class YamlModel implements ModelSource {
    private interface Text {
        String read() throws IOException;
    }

    private final String display;
    private final Text text;
    private final @Nullable Path path;

    private YamlModel(String display, Text text) {
        this(display, text, null);
    }

    private YamlModel(String display, Text text, @Nullable Path path) {
        this.display = display;
        this.text = text;
        this.path = path;
    }

    /** Returns a model in a file. The file is read each time the model is read. */
    public static YamlModel file(Path file) {
        return new YamlModel(DisplayPath.of(file), () -> TextFile.read(file), file);
    }

    /** Returns the file of the model; null for an entry of a jar. */
    public @Nullable Path path() {
        return path;
    }

    /**
     * Returns a model within the jar or folder that a plugin was loaded from.
     *
     * @param container a jar, or a folder of classes
     * @param location the path within the container, with slashes, without a leading slash
     */
    public static YamlModel in(Path container, String location) {
        if (Files.isDirectory(container)) {
            return file(container.resolve(location));
        }
        return new YamlModel(container.getFileName() + "!/" + location, () -> {
            try (ZipFile jar = new ZipFile(container.toFile())) {
                ZipEntry entry = jar.getEntry(location);
                if (entry == null) {
                    throw new IOException("there is no such entry");
                }
                try (InputStream stream = jar.getInputStream(entry)) {
                    return TextFile.read(stream, container.getFileName() + "!/" + location);
                }
            }
        });
    }

    /**
     * Returns a model within a jar that is not a file, such as a jar in an executable jar.
     *
     * @param container the address of the jar, which ends with {@code !/}
     * @param name the name of the jar in messages
     * @param location the path within the jar, with slashes, without a leading slash
     */
    public static YamlModel in(URI container, String name, String location) {
        return new YamlModel(name + "!/" + location, () -> {
            URLConnection connection = new URL(container + location).openConnection();
            connection.setUseCaches(false);
            try (InputStream stream = connection.getInputStream()) {
                return TextFile.read(stream, name + "!/" + location);
            } catch (FileNotFoundException e) {
                throw new IOException("there is no such entry", e);
            }
        });
    }

    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        return read(naming, bases, Set.of());
    }

    /**
     * Reads the desired schema like {@link #read(Naming, Function)}.
     *
     * @param dialects the dialects that types and SQL may be written for; empty to accept every name
     * @throws dev.trellis.error.TrellisException {@code unknown_dialect}, with the place
     */
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases, Set<String> dialects) {
        return read(naming, bases, dialects, dialect -> null);
    }

    /**
     * Reads the desired schema like {@link #read(Naming, Function)}.
     *
     * @param dialects the dialects that types and SQL may be written for; empty to accept every name
     * @param options the options that the tables of a dialect may have; null to accept every option
     * @throws dev.trellis.error.TrellisException {@code unknown_dialect} or {@code unknown_key}, with the place
     */
    public Schema read(
            Naming naming,
            Function<TableName, Optional<Table>> bases,
            Set<String> dialects,
            Function<String, @Nullable List<TableOption>> options) {
        try {
            return new ModelReader(naming, new ColumnReader(dialects, options), bases)
                    .read(YamlReader.read(display, text.read()));
        } catch (IOException e) {
            throw YamlException.unreadable(Location.of(display), "the model cannot be read: " + FileFailure.reason(e));
        }
    }

    @Override
    public String display() {
        return display;
    }
}
