package dev.trellis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one target of a fleet, or the settings that all targets of a source share. A component is null if the
 * setting is missing.
 *
 * @param id the name of the target, unique in the fleet
 * @param url the JDBC URL; it may contain a password, so do not print it
 * @param user the user of the database
 * @param password the place of the password
 * @param schema the default schema
 * @param labels the labels, sorted
 * @param wave the name of the wave
 */
public record TargetSettings(
        @Nullable String id,
        @Nullable String url,
        @Nullable String user,
        @Nullable SecretReference password,
        @Nullable String schema,
        Set<String> labels,
        @Nullable String wave) {
    /** Has no setting. */
    public static final TargetSettings EMPTY = new TargetSettings(null, null, null, null, null, Set.of(), null);

    public TargetSettings {
        labels = new TreeSet<>(labels);
    }

    /** Returns the target with an identifier. */
    public TargetSettings withId(String value) {
        return new TargetSettings(value, url, user, password, schema, labels, wave);
    }

    /** Returns the target with a default schema. */
    public TargetSettings withSchema(String value) {
        return new TargetSettings(id, url, user, password, value, labels, wave);
    }

    /** Returns the target with a URL. */
    public TargetSettings withUrl(String value) {
        return new TargetSettings(id, value, user, password, schema, labels, wave);
    }

    /**
     * Returns these settings, with those of the source in place of missing ones, and with the labels of both. A target with
     * a URL of its own gets neither user nor password of the source, because its server may be another one.
     */
    public TargetSettings or(TargetSettings source) {
        boolean isSameDatabase = url == null;
        Set<String> all = new TreeSet<>(source.labels);
        all.addAll(labels);
        return new TargetSettings(
                id == null ? source.id : id,
                url == null ? source.url : url,
                user == null && isSameDatabase ? source.user : user,
                password == null && isSameDatabase ? source.password : password,
                schema == null ? source.schema : schema,
                all,
                wave == null ? source.wave : wave);
    }

    /** Returns the settings without the URL's secrets. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        Stream.of(id, url == null ? null : Secrets.url(url), schema, wave).forEach(part -> {
            if (part != null) {
                parts.add(part);
            }
        });
        return "TargetSettings" + parts + labels;
    }
}
