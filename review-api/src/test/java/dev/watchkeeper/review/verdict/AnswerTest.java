package dev.watchkeeper.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.schemas.record.Label;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AnswerTest {

    private static final Proposal PAGE = new Proposal(true, "oncall", "{\"a\": 1}");
    private static final Proposal SILENCE = new Proposal(false, "oncall", "{}");

    @Test
    void label_notNamed_saysWhetherSomebodyIsToBeTold() {
        assertThat(new Answer.Approve().labelFor(PAGE)).isEqualTo(Label.ANOMALY);
        assertThat(new Answer.Approve().labelFor(SILENCE)).isEqualTo(Label.NOT_ANOMALY);
        assertThat(new Answer.Reject("no", null, null).labelFor(PAGE)).isEqualTo(Label.NOT_ANOMALY);
        assertThat(new Answer.Reject("no", null, null).labelFor(SILENCE)).isEqualTo(Label.ANOMALY);
        assertThat(new Answer.Modify(SILENCE, null, null, null).labelFor(PAGE)).isEqualTo(Label.NOT_ANOMALY);
        assertThat(new Answer.Modify(PAGE, null, null, null).labelFor(SILENCE)).isEqualTo(Label.ANOMALY);
    }

    @Test
    void label_named_wins() {
        assertThat(new Answer.Reject("a release", Label.ANOMALY_NEW_TREND, null).labelFor(PAGE))
                .isEqualTo(Label.ANOMALY_NEW_TREND);
    }

    @Test
    void carried_isWhatWasShown_unlessModified() {
        assertThat(new Answer.Approve().carried(PAGE)).isSameAs(PAGE);
        assertThat(new Answer.Reject("no", null, null).carried(PAGE)).isSameAs(PAGE);
        assertThat(new Answer.Modify(SILENCE, null, null, null).carried(PAGE)).isEqualTo(SILENCE);
    }

    @Test
    void rejection_withoutAReason_isInvalid() {
        assertThatThrownBy(() -> new Answer.Reject(" ", null, null))
                .isInstanceOfSatisfying(
                        InvalidAnswer.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("reason"));
    }

    @Test
    void payload_thatIsNoJsonObject_isInvalid() {
        for (String payload : new String[] {"", "[]", "7", "{", "{} {}", "null", "{\"a\":}"}) {
            assertThatThrownBy(() -> new Answer.Modify(new Proposal(true, "oncall", payload), null, null, null))
                    .as(payload)
                    .isInstanceOfSatisfying(
                            InvalidAnswer.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("payload"));
        }
    }

    @Test
    void payload_ofTheRoutersTable_isTakenExactlyIfTheRouterSendsIt() throws Exception {
        JsonNode table = new ObjectMapper()
                .readTree(Path.of("..", "alert-router", "src", "test", "resources", "payloads.json")
                        .toFile());
        Proposal shown = new Proposal(true, "oncall", table.path("shown").asText());
        assertThat(table.path("payloads"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(taken(
                                new Proposal(
                                        true,
                                        "oncall",
                                        padded(each.path("payload").asText())),
                                shown))
                        .as(each.path("what").asText())
                        .isEqualTo(each.path("sendable").asBoolean()));
    }

    @Test
    void receiver_isTheOneShownOrOneThatIsKnown() {
        Answer.Modify other = new Answer.Modify(new Proposal(true, "oncal", "{\"annotations\":{}}"), null, null, null);
        Proposal shown = new Proposal(true, "oncall", "{\"annotations\":{}}");
        assertThatThrownBy(() -> other.fits(shown, name -> false))
                .isInstanceOfSatisfying(
                        InvalidAnswer.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("receiver"));
        assertThatCode(() -> other.fits(shown, "oncal"::equals)).doesNotThrowAnyException();
        assertThatCode(() -> new Answer.Modify(SILENCE, null, null, null).fits(shown, name -> false))
                .as("nobody is told, so nothing has to be sent")
                .doesNotThrowAnyException();
    }

    private static boolean taken(Proposal instead, Proposal shown) {
        try {
            new Answer.Modify(instead, null, null, null).fits(shown, name -> false);
            return true;
        } catch (InvalidAnswer e) {
            assertThat(e.field()).isEqualTo("payload");
            return false;
        }
    }

    /** Grown to the length that its mark says. */
    private static String padded(String payload) {
        Matcher mark = Pattern.compile("PAD(\\d+)").matcher(payload);
        return mark.find()
                ? mark.replaceFirst("x"
                        .repeat(Integer.parseInt(mark.group(1))
                                - payload.length()
                                + mark.group().length()))
                : payload;
    }

    @Test
    void text_withANul_isInvalid() {
        assertThatThrownBy(() -> new Answer.Reject("be\0cause", null, null))
                .isInstanceOfSatisfying(
                        InvalidAnswer.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("reason"));
        assertThatThrownBy(() -> new Answer.Approve(null, null, "\0")).isInstanceOf(InvalidAnswer.class);
        assertThatThrownBy(() -> new Answer.Modify(new Proposal(true, "on\0call", "{}"), null, null, null))
                .isInstanceOf(InvalidAnswer.class);
    }

    @Test
    void text_tooLong_isInvalid_andBlank_isNone() {
        assertThat(new Answer.Approve("x".repeat(Checks.MAX_TEXT), null, " ").cause())
                .isNull();
        assertThatThrownBy(() -> new Answer.Approve("x".repeat(Checks.MAX_TEXT + 1), null, null))
                .isInstanceOf(InvalidAnswer.class);
    }

    @Test
    void digest_differs_whereverTheRequestDoes() {
        String base = RequestDigest.of("7", "\"v\"", new Answer.Approve(), false);
        assertThat(RequestDigest.of("7", "\"v\"", new Answer.Approve(), false)).isEqualTo(base);
        assertThat(RequestDigest.of("8", "\"v\"", new Answer.Approve(), false)).isNotEqualTo(base);
        assertThat(RequestDigest.of("7", "\"w\"", new Answer.Approve(), false)).isNotEqualTo(base);
        assertThat(RequestDigest.of("7", "\"v\"", new Answer.Approve("yes", null, null), false))
                .isNotEqualTo(base);
        assertThat(RequestDigest.of("7", "\"v\"", new Answer.Approve(), true)).isNotEqualTo(base);
    }
}
