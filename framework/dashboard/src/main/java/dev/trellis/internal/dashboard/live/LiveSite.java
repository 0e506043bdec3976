package dev.trellis.internal.dashboard.live;

import dev.trellis.internal.diagram.project.DatabaseStatus;
import dev.trellis.internal.diagram.site.SiteIdentity;
import dev.trellis.internal.diagram.site.SiteWriter;
import dev.trellis.internal.state.ScriptsFingerprint;
import dev.trellis.internal.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documentation site of the project with the state of the first environment, in a temporary folder. It is written when a
 * page of it is requested, and again when the scripts or the applied revisions have changed since.
 */
public final class LiveSite implements AutoCloseable {
    private static final Pattern FILE = Pattern.compile("(?:[a-z]+/)?[A-Za-z0-9_-]+\\.(?:html|css|js)");

    private static final long LONGEST_WAIT_SECONDS = 3;

    private final Environment environment;
    private final String title;
    /** Held while files are written; the files of the last time can still be read. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Path folder;
    private volatile @Nullable Path current;
    private String fingerprint = "";
    private int written;
    private volatile boolean isClosed;

    /** Creates the site without writing it. */
    public LiveSite(Environment environment, String title) {
        this.environment = environment;
        this.title = title;
        try {
            this.folder = Files.createTempDirectory("trellis-serve-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the text of a file; empty if the site has no such file. Any other path than one of a file of a site is refused,
     * so no path leads out of the folder.
     */
    public Answer<Optional<String>> file(String path) {
        if (!FILE.matcher(path).matches()) {
            return Answer.of(Optional.empty());
        }
        if (path.endsWith(".html") || current == null) {
            Answer<Boolean> updated =
                    environment.begin(Environment.Query.SITE, this::update).get();
            if (current == null && updated.value() == null) {
                return Answer.failed(updated.problems());
            }
        }
        return Answer.of(read(path));
    }

    /** Returns whether the site is being written for the first time. */
    public boolean isBeingWritten() {
        return current == null && writing.isLocked();
    }

    private Optional<String> read(String path) {
        Path site = current;
        if (site == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(site.resolve(path)));
        } catch (NoSuchFileException e) {
            // Another thread may have replaced the site in the meantime.
            return site.equals(current) ? Optional.empty() : read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the site if something has changed. The environment runs one such query at a time. */
    private boolean update(Workspace workspace) {
        writing.lock();
        try {
            return writeIfChanged(workspace);
        } finally {
            writing.unlock();
        }
    }

    private boolean writeIfChanged(Workspace workspace) {
        DatabaseStatus status = DatabaseStatus.read(workspace);
        String found = ScriptsFingerprint.of(
                        workspace.branches(), workspace.parsing(), workspace.javaSteps(), workspace.configuration())
                + status.current()
                + status.note()
                + status.attempts().size();
        if (isClosed || found.equals(fingerprint)) {
            return false;
        }
        Path next = folder.resolve("site-" + ++written);
        List<String> dialects = List.of(workspace.dialect().name());
        new SiteWriter(workspace).write(next, new SiteIdentity(title, "../"), dialects, true);
        Path former = current;
        current = next;
        fingerprint = found;
        if (former != null) {
            delete(former);
        }
        return true;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system removes its temporary files.
        }
    }

    /** Deletes the files. A large site that is being written delays the end of the process by a few seconds at most. */
    @Override
    public void close() {
        isClosed = true;
        boolean isLocked = false;
        try {
            isLocked = writing.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
        if (isLocked) {
            writing.unlock();
        }
    }
}
