package dev.trellis.config;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** An error in the configuration. */
public final class ConfigurationException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ConfigurationException(Problem problem) {
        super(problem);
    }

    static ConfigurationException notFound(String file) {
        return new ConfigurationException(Problem.of(ErrorName.NO_CONFIGURATION, "there is no configuration at " + file)
                .advice("Name a file with -c FILE, or write one: trellis config-create " + Pasteable.word(file)));
    }

    static ConfigurationException unreadable(String file, String why) {
        return new ConfigurationException(Problem.of(ErrorName.UNREADABLE_FILE, why)
                .at(Location.of(file))
                .advice("Check the path and the permissions."));
    }

    static ConfigurationException unknownEnvironment(Location location, String name, Collection<String> known) {
        return new ConfigurationException(Problem.of(
                        ErrorName.UNKNOWN_ENVIRONMENT, "there is no environment '" + name + "'")
                .at(location)
                .advice(ClosestMatch.of(name, known)
                        .map(match -> "Did you mean -n " + Pasteable.word(match) + "?")
                        .orElse(
                                known.isEmpty()
                                        ? "Add it under 'environments'."
                                        : "Use one of the environments: " + String.join(", ", known) + ".")));
    }

    static ConfigurationException unsetVariable(Location location, String name) {
        return new ConfigurationException(Problem.of(ErrorName.UNSET_VARIABLE, "the variable " + name + " is not set")
                .at(location)
                .advice("Set it, pass -x " + name + "=..., or write a default: ${" + name + ":-...}"));
    }

    static ConfigurationException unfinishedVariable(Location location, String text) {
        return new ConfigurationException(Problem.of(ErrorName.UNEXPECTED_VALUE, "'" + text + "' is not a variable")
                .at(location)
                .advice("Write ${NAME} or ${NAME:-default}; $${NAME} is the text ${NAME}."));
    }

    static ConfigurationException unknownPlaceholder(
            Location location, String key, String placeholder, Collection<String> known) {
        return new ConfigurationException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "'" + key + "' has the unknown placeholder " + placeholder)
                        .at(location)
                        .advice(ClosestMatch.of(placeholder, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Use one of: " + String.join(", ", known) + ".")));
    }

    static ConfigurationException badValue(Location location, String key, String expected, String actual) {
        return new ConfigurationException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "'" + key + "' must be " + expected + ", not '" + actual + "'")
                        .at(location));
    }

    /** Reports a password that is not a reference. The message does not contain the value. */
    static ConfigurationException plainPassword(Location location) {
        return new ConfigurationException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE, "the 'password' of a target must name the place of the password")
                .at(location)
                .advice("Write one of: password: {env: NAME}, password: {file: PATH}, password: {command: [PROGRAM,"
                        + " ARGUMENT]}"));
    }

    static ConfigurationException noDatabase(String file) {
        return new ConfigurationException(Problem.of(ErrorName.MISSING_KEY, "the configuration names no database")
                .at(Location.of(file))
                .advice("Add: database: {url: \"jdbc:sqlite:app.db\"}"));
    }
}
