package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifest of the page "fleet" has only fields that a Job of Kubernetes has, with values of their types. */
class KubernetesManifestTest {
    private static final Path PAGE = Path.of("..", "docs", "fleet.md");
    private static final Pattern MANIFEST = Pattern.compile("(?s)```yaml\n(apiVersion: batch/v1\n.*?)```");

    private static Job job(String yaml) {
        return new YAMLMapper().readValue(yaml, Job.class);
    }

    private static String manifest() throws Exception {
        Matcher matcher = MANIFEST.matcher(Files.readString(PAGE));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    /** The model keeps fields that it does not know as additional properties. */
    private static List<String> unknown(Object value, String place) throws ReflectiveOperationException {
        List<String> unknown = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                unknown.addAll(unknown(item, place + "[]"));
            }
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            for (var method : value.getClass().getMethods()) {
                if (method.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) method.invoke(value)).keySet().forEach(key -> unknown.add(place + "." + key));
                } else if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
                    unknown.addAll(unknown(
                            method.invoke(value), place + "." + method.getName().substring(3)));
                }
            }
        }
        return unknown;
    }

    @Test
    void the_manifest_has_no_unknown_field() throws Exception {
        assertEquals(List.of(), unknown(job(manifest()), "job"));
    }

    @Test
    void a_misspelt_field_is_found() throws Exception {
        String wrong = manifest().replace("backoffLimitPerIndex", "backoffLimitPerIndx");
        assertEquals(List.of("job.Spec.backoffLimitPerIndx"), unknown(job(wrong), "job"));
    }

    @Test
    void the_count_of_the_tasks_is_that_of_the_job() throws Exception {
        Job job = job(manifest());
        Container container =
                job.getSpec().getTemplate().getSpec().getContainers().get(0);
        Map<String, String> variables = new TreeMap<>();
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        variables.put("JOB_COMPLETION_INDEX", "7");
        assertEquals("Indexed", job.getSpec().getCompletionMode());
        assertEquals(
                "8/8",
                ArrayTask.slice(container.getArgs().get(container.getArgs().size() - 1), variables::get)
                        .toString());
        assertEquals(8, job.getSpec().getCompletions());
    }
}
