package dev.watchkeeper.review.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.entity.EntityKeys;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void template_isFilledAndEncoded() {
        Links links =
                new Links("https://g.example/d?s={service}&n={namespace}&from={fromMillis}&to={toMillis}", "", "", "");
        assertThat(links.of(
                        EntityKeys.service("default", "prod", "a b", "x&y=\"><script>"), "id", new Links.Range(1, 2)))
                .containsExactly(new Links.Out(
                        "Dashboards", "https://g.example/d?s=x%26y%3D%22%3E%3Cscript%3E&n=a%20b&from=1&to=2"));
    }

    @Test
    void unknownPlace_isLeftEmpty() {
        assertThat(new Links("", "https://t.example/{traceId}{nonsense}?from={fromMillis}&to={toMillis}", "", "")
                        .trace("ab/..", new Links.Range(1, 2)))
                .contains("https://t.example/ab%2F..?from=1&to=2");
    }

    @Test
    void script_isNoAddress() {
        assertThatThrownBy(() -> new Links("javascript:alert(1)", "", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("javascript:alert(1)");
    }

    @Test
    void noTemplates_noLinks() {
        assertThat(Links.NONE.of(EntityKeys.service("t", "", "", "s"), "id", new Links.Range(1, 2)))
                .isEmpty();
        assertThat(Links.NONE.trace("ab", new Links.Range(1, 2))).isEmpty();
    }
}
