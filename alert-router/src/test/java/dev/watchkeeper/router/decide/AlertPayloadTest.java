package dev.watchkeeper.router.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of payloads that the review API is tested against too. */
class AlertPayloadTest {

    private static final Pattern PAD = Pattern.compile("PAD(\\d+)");

    @Test
    void payload_ofTheTable_isSendableOrNot() throws Exception {
        JsonNode table = new ObjectMapper()
                .readTree(Path.of("src", "test", "resources", "payloads.json").toFile());
        assertThat(table.path("payloads"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(AlertPayload.problem(
                                padded(each.path("payload").asText()),
                                table.path("shown").asText()))
                        .as(each.path("what").asText())
                        .matches(problem ->
                                problem.isEmpty() == each.path("sendable").asBoolean()));
    }

    /** Grown to the length that its mark says. */
    private static String padded(String payload) {
        Matcher mark = PAD.matcher(payload);
        return mark.find()
                ? mark.replaceFirst("x"
                        .repeat(Integer.parseInt(mark.group(1))
                                - payload.length()
                                + mark.group().length()))
                : payload;
    }
}
