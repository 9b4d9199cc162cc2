package dev.watchkeeper.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.JsonSchemaParser;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's schemas read everything that was ever written: BACKWARD_TRANSITIVE over the kept predecessors, in
 * {@code src/test/resources/kept/TOPIC/N.avsc}. A changed schema is kept under the next number; the test says how.
 */
final class EvolutionTest {

    private static final Path KEPT = Path.of("src/test/resources/kept");
    private static final SchemaValidator READS_ALL =
            new SchemaValidatorBuilder().canReadStrategy().validateAll();

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void schema_ofATopic_readsAllItsPredecessors(Topic<?> topic) throws Exception {
        List<Schema> newestFirst = new ArrayList<>(kept(topic));
        Collections.reverse(newestFirst);
        assertThat(newestFirst).as("predecessors of %s", topic.name()).isNotEmpty();
        READS_ALL.validate(topic.schema(), newestFirst);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void schema_ofATopic_isKept(Topic<?> topic) throws Exception {
        List<Schema> kept = kept(topic);
        Path next = KEPT.resolve(topic.name()).resolve((kept.size() + 1) + ".avsc");
        if (Boolean.getBoolean("keep")
                && (kept.isEmpty() || !kept.get(kept.size() - 1).equals(topic.schema()))) {
            Files.createDirectories(next.getParent());
            Files.writeString(next, topic.schema().toString(true) + "\n");
            kept = kept(topic);
        }
        assertThat(kept.isEmpty() ? null : kept.get(kept.size() - 1))
                .as(
                        "the schema of %s changed: keep it as %s (mvn test -Dkeep=true -Dtest=EvolutionTest)",
                        topic.name(), next)
                .isEqualTo(topic.schema());
    }

    @Test
    void schema_withANewFieldWithoutDefault_isRefused() {
        Schema old = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        Schema broken = parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\"}]}");
        assertThatThrownBy(() -> READS_ALL.validate(broken, List.of(old)))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static List<Schema> kept(Topic<?> topic) throws IOException {
        Path folder = KEPT.resolve(topic.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(EvolutionTest::number))
                    .map(EvolutionTest::read)
                    .toList();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static Schema read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Schema parse(String json) {
        return JsonSchemaParser.parseInternal(json);
    }
}
