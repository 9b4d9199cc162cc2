package dev.watchkeeper.review.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClampTest {

    @Test
    void text_atItsBound_staysWhole() {
        assertThat(Clamp.text("12345", 5)).isEqualTo("12345");
    }

    @Test
    void text_oneBeyondItsBound_isCut() {
        assertThat(Clamp.text("123456", 5)).isEqualTo("1234…");
    }

    @Test
    void directionOverride_cannotTurnANameRound() {
        assertThat(Clamp.text("pay\u202egnp.exe", 40)).isEqualTo("pay gnp.exe");
    }

    @Test
    void controlCharacters_becomeSpaces() {
        assertThat(Clamp.text("a\u0000b\u001b[31mc\nd", 40)).isEqualTo("a b [31mc d");
    }

    @Test
    void lineBreaks_stayWhereTextIsShownAsItIs() {
        assertThat(Clamp.text("a\nb\u0000", 40, true)).isEqualTo("a\nb ");
    }

    @Test
    void surrogatePair_isNotCutInHalf() {
        assertThat(Clamp.text("😀😀😀", 2)).isEqualTo("😀…");
    }
}
