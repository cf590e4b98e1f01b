package dev.trefoil.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void membersKeepTheirOrderAndTypes() {
        Json json = Json.object()
                .with("text", "a \"b\" \\ \n")
                .with("none", Optional.empty())
                .with("number", 7)
                .with("half", 0.5)
                .with("no number", Double.NaN)
                .with("true", true)
                .with("inner", Json.object())
                .with("list", List.of(Json.object().with("a", 1), Json.object()))
                .withTexts("texts", List.of("x", "y"))
                .withNumbers("numbers", List.of(1L, 2L));
        assertThat(json)
                .hasToString("{\"text\":\"a \\\"b\\\" \\\\ \\n\",\"none\":null,\"number\":7,\"half\":0.5,"
                        + "\"no number\":null,\"true\":true,\"inner\":{},\"list\":[{\"a\":1},{}],"
                        + "\"texts\":[\"x\",\"y\"],\"numbers\":[1,2]}");
    }

    @Property
    void everyTextIsQuotedInPrintableAsciiAndCanBeReadBack(@ForAll String text) {
        String quoted = Json.quote(text);
        assertThat(quoted.chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(unquote(quoted)).isEqualTo(text);
    }

    /** A reader that knows nothing of the writer. */
    private static String unquote(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = quoted.charAt(++i);
            if (escape == 'u') {
                text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append("\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape)));
            }
        }
        return text.toString();
    }
}
