package dev.trellis.config;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** What is wrong with the configuration. */
public final class ConfigurationException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ConfigurationException(Problem problem) {
        super(problem);
    }

    static ConfigurationException notFound(String file) {
        return new ConfigurationException(Problem.of(ErrorName.NO_CONFIGURATION, "there is no configuration at " + file)
                .advice("name one with -c FILE, or write one with: trellis config-create " + file));
    }

    static ConfigurationException unreadable(String file, String why) {
        return new ConfigurationException(
                Problem.of(ErrorName.UNREADABLE_FILE, why).at(Location.of(file)));
    }

    static ConfigurationException unknownEnvironment(Location at, String name, Collection<String> known) {
        return new ConfigurationException(Problem.of(
                        ErrorName.UNKNOWN_ENVIRONMENT, "there is no environment '" + name + "'")
                .at(at)
                .advice(ClosestMatch.of(name, known)
                        .map(near -> "did you mean -n " + near + "?")
                        .orElse(
                                known.isEmpty()
                                        ? "add it under 'environments'"
                                        : "the environments are: " + String.join(", ", known))));
    }

    static ConfigurationException unsetVariable(Location at, String name) {
        return new ConfigurationException(
                Problem.of(ErrorName.UNSET_VARIABLE, "the environment variable " + name + " is not set")
                        .at(at)
                        .advice("set it, give it with -x " + name + "=..., or write a default: ${" + name + ":-...}"));
    }

    static ConfigurationException badValue(Location at, String key, String wanted, String found) {
        return new ConfigurationException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "'" + key + "' must be " + wanted + ", not '" + found + "'")
                        .at(at));
    }

    static ConfigurationException noDatabase(String file) {
        return new ConfigurationException(Problem.of(ErrorName.MISSING_KEY, "the configuration names no database")
                .at(Location.of(file))
                .advice("add:  database: {url: \"jdbc:sqlite:app.db\"}"));
    }
}
